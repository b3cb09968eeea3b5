import type { TestCard } from './test-cards.ts'

/** Test money moves at once, but not before the request is answered. */
const SOON_SECONDS = 1
/** Test accounts whose answer Stripe holds back. */
const LATER_SECONDS = 180

type Failure = NonNullable<TestCard['delay']>['failure']

const failure = (code: string, message: string): NonNullable<Failure> => ({
  code,
  declineCode: code,
  message,
  advice: 'do_not_try_again',
})

const debit = (
  type: 'sepa_debit' | 'us_bank_account',
  last4: string,
  how: Partial<TestCard> & { readonly later?: boolean; readonly fails?: Failure } = {},
): TestCard => {
  const { later = false, fails, ...more } = how
  return {
    type,
    brand: '',
    last4,
    funding: 'debit',
    country: type === 'sepa_debit' ? 'AT' : 'US',
    delay: {
      seconds: later ? LATER_SECONDS : SOON_SECONDS,
      ...(fails === undefined ? {} : { failure: fails }),
    },
    ...more,
  }
}

const returned = failure('generic_could_not_process', 'The bank returned the debit.')
const dispute = { reason: 'debit_not_authorized', inquiry: false }

/** Test IBANs by country: what becomes of a debit of them. Source: docs.stripe.com/payments/sepa-debit. */
const ibans: Readonly<Record<string, TestCard>> = {
  AT611904300234573201: debit('sepa_debit', '3201'),
  AT321904300235473204: debit('sepa_debit', '3204', { later: true }),
  AT861904300235473202: debit('sepa_debit', '3202', { fails: returned }),
  AT051904300235473205: debit('sepa_debit', '3205', { later: true, fails: returned }),
  AT591904300235473203: debit('sepa_debit', '3203', { dispute }),
  DE89370400440532013000: debit('sepa_debit', '3000', { country: 'DE' }),
  DE08370400440532013003: debit('sepa_debit', '3003', { country: 'DE', later: true }),
  DE62370400440532013001: debit('sepa_debit', '3001', { country: 'DE', fails: returned }),
  DE78370400440532013004: debit('sepa_debit', '3004', { country: 'DE', later: true, fails: returned }),
  DE35370400440532013002: debit('sepa_debit', '3002', { country: 'DE', dispute }),
}

/** Verified test bank accounts by the end of `pm_usBankAccount_…`. Source: docs.stripe.com/payments/ach-direct-debit. */
const accounts: Readonly<Record<string, TestCard>> = {
  success: debit('us_bank_account', '6789'),
  accountClosed: debit('us_bank_account', '1113', {
    fails: failure('account_closed', 'The bank account has been closed.'),
  }),
  noAccount: debit('us_bank_account', '1116', {
    fails: failure('no_account', 'The bank account could not be located.'),
  }),
  insufficientFunds: debit('us_bank_account', '2227', {
    fails: failure('insufficient_funds', 'The bank account has insufficient funds.'),
  }),
  debitNotAuthorized: debit('us_bank_account', '3335', {
    fails: failure('debit_not_authorized', 'The customer did not authorize the debit.'),
  }),
  dispute: debit('us_bank_account', '5559', { dispute }),
}

/** The bank account behind `pm_usBankAccount` and `pm_usBankAccount_…`; undefined for ids that are none. */
export function testAccount(id: string): TestCard | undefined {
  const match = /^pm_usBankAccount(?:_(\w+))?$/.exec(id)
  return match === null ? undefined : accounts[match[1] ?? 'success']
}

/** Test bank accounts by their number. Source: docs.stripe.com/payments/ach-direct-debit. */
const NUMBERS: Readonly<Record<string, string>> = {
  '000123456789': 'success',
  '000111111113': 'accountClosed',
  '000111111116': 'noAccount',
  '000222222227': 'insufficientFunds',
  '000333333335': 'debitNotAuthorized',
  '000555555559': 'dispute',
}

/** The id of the test bank account with a number; undefined for any other number. */
export function testAccountOf(number: string): string | undefined {
  const name = NUMBERS[number]
  return name === undefined ? undefined : `pm_usBankAccount_${name}`
}

/** The bank account behind a test IBAN; undefined for any other. */
export function testIban(iban: string): TestCard | undefined {
  return ibans[iban.replaceAll(/\s/g, '').toUpperCase()]
}
