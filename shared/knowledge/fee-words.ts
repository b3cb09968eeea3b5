import { FEE_TABLE, type FeeFact } from '#shared/facts/fees.ts'
import { formatMoney } from '#shared/money/format.ts'

const TITLES: Readonly<Record<string, string>> = {
  card: 'Card payment',
  card_manual_entry: 'Card typed in by hand',
  card_international: 'Card from abroad',
  currency_conversion: 'Conversion of currency',
  terminal: 'Card in person',
  ach_debit: 'ACH direct debit',
  link_instant_bank: 'Instant bank payment by Link',
  klarna: 'Klarna',
  stablecoin: 'Stablecoin',
  dispute_received: 'Dispute received',
  dispute_countered: 'Dispute countered',
  smart_disputes: 'Smart Disputes',
  radar: 'Radar',
  '3ds_standalone': '3D Secure on its own',
  billing_payg: 'Billing',
  invoicing_starter: 'Invoicing',
  post_payment_invoice: 'Invoice after payment',
  tax_nocode: 'Tax, without code',
  tax_api: 'Tax by API',
  managed_payments: 'Managed Payments',
  instant_payout: 'Instant payout',
  connect_active_account: 'Active connected account',
  connect_payout: 'Payout to a connected account',
  connect_cross_border: 'Payout across a border',
  refund: 'Refund',
}

/** The name of a fee for people. */
export const feeTitle = (fee: FeeFact): string => TITLES[fee.id] ?? fee.id

const money = (amount: number): string => formatMoney({ amount, currency: FEE_TABLE.currency })
const percent = (basisPoints: number): string => `${basisPoints / 100}\u2009%`

const base = ({ percentBps, fixed, percentOfWonBps }: FeeFact): string => {
  const parts = [
    percentBps === undefined ? '' : percent(percentBps),
    fixed === undefined || (fixed === 0 && percentBps !== undefined) ? '' : money(fixed),
    percentOfWonBps === undefined ? '' : `${percent(percentOfWonBps)} of what a won dispute returned`,
  ]
  return parts.filter(part => part !== '').join(' + ')
}

/** What a fee is, in words: "2.9 % + $0.30", "0.8 %, at most $5.00", "$15.00, returned when won". */
export const feeWords = (fee: FeeFact): string =>
  [
    base(fee),
    fee.cap === undefined ? '' : `at most ${money(fee.cap)}`,
    fee.min === undefined ? '' : `at least ${money(fee.min)}`,
    fee.per === undefined ? '' : `per ${fee.per}`,
    fee.on === undefined ? '' : `on ${fee.on}`,
    fee.addsTo === undefined ? '' : 'on top of the card payment',
    fee.replaces === undefined ? '' : 'instead of the fee for countering',
    fee.returnedOnWin === true ? 'returned when won' : '',
    fee.returnedOnWin === false ? 'not returned when won' : '',
    fee.originalFeeReturned === false ? 'and the fee of the payment is not returned' : '',
  ]
    .filter(part => part !== '')
    .join(', ')

/** How sure the table is of a fee. */
export const feeConfidence = ({ confidence }: FeeFact): string =>
  ({ p: 'published', s: 'from secondary sources', u: 'not checked' })[confidence]
