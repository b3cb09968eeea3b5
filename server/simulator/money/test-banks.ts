/** How a payout to a bank account fails. */
export type BankFailure = { readonly code: string; readonly message: string }

/** Test bank accounts by the end of their number: what becomes of a payout to them. Source: docs.stripe.com/connect/testing. */
const FAILURES: Readonly<Record<string, BankFailure>> = {
  '1116': { code: 'no_account', message: 'The bank account could not be located.' },
  '1113': { code: 'account_closed', message: 'The bank account has been closed.' },
  '2227': {
    code: 'insufficient_funds',
    message: 'Your Stripe account has insufficient funds to cover the payout.',
  },
  '3335': {
    code: 'debit_not_authorized',
    message: 'Debit transactions are not approved on your bank account.',
  },
  '4440': {
    code: 'invalid_currency',
    message: 'The bank was unable to process this payout because of its currency.',
  },
}

/** The test number behind a token such as `btok_us_verified_noAccount`. */
const TOKENS: Readonly<Record<string, string>> = {
  noAccount: '000111111116',
  accountClosed: '000111111113',
  insufficientFunds: '000222222227',
  debitNotAuthorized: '000333333335',
  invalidCurrency: '000444444440',
}

/** The number of the test bank account behind a token. */
export function testNumberOf(token: string): string {
  return TOKENS[token.slice(token.lastIndexOf('_') + 1)] ?? '000123456789'
}

/** What a bank account answers to a payout; undefined when the money arrives. */
export function bankFailure(last4: string): BankFailure | undefined {
  return FAILURES[last4]
}

/** Whether a bank account takes instant payouts. */
export const takesInstant = (last4: string) => last4 !== '8883'
