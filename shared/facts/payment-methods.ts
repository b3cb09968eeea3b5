/**
 * Payment methods whose success is known only days later. Source: docs.stripe.com/payments/payment-methods, read 2026-11.
 * `customer_balance` stands for bank transfers.
 */
export const DELAYED_METHODS: ReadonlySet<string> = new Set(
  'us_bank_account acss_debit sepa_debit bacs_debit au_becs_debit nz_bank_account boleto oxxo konbini multibanco customer_balance'.split(
    ' ',
  ),
)
