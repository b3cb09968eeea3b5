import { testAccount } from './test-debits.ts'

/** A refusal by the card's bank. */
export type Decline = {
  /** Radar refused it: the bank was never asked. */
  readonly blocked?: boolean
  readonly code: string
  readonly declineCode: string
  readonly message: string
  readonly advice: 'try_again_later' | 'do_not_try_again' | 'confirm_card_data'
}

/** What a test card, or another test payment method, does when it is charged. */
export type TestCard = {
  /** A card when left out. */
  readonly type?: 'sepa_debit' | 'us_bank_account'
  readonly brand: string
  readonly last4: string
  readonly funding: 'credit' | 'debit' | 'prepaid'
  readonly country: string
  readonly decline?: Decline
  /** Refuses to be attached to a customer too. */
  readonly declinesAttach?: boolean
  /** `on_session`: as if it had been set up for payments without the customer. */
  readonly authenticates?: 'always' | 'unless_set_up' | 'on_session'
  /** False for cards that know no 3D Secure. */
  readonly supports3ds?: false
  readonly dispute?: { readonly reason: string; readonly inquiry: boolean; readonly times?: number }
  /** Funds are available at once. */
  readonly bypassPending?: boolean
  /** Whether a payment succeeded is known only later. */
  readonly delay?: { readonly seconds: number; readonly failure?: Decline }
  /** What becomes of a refund: known later, or failed later. Succeeds at once when left out. */
  readonly refund?: 'pending' | 'failing'
  /** What Radar thinks of a payment: `elevated` is put up for review, `highest` blocked, as the account's settings say. */
  readonly risk?: 'elevated' | 'highest'
  /** What the bank says of the code and the address, where it is not that they fit. */
  readonly checks?: Partial<Record<'cvc' | 'line1' | 'zip', 'fail' | 'unavailable'>>
  /** Declines only after the customer has authenticated. */
  readonly declinesAuthenticated?: Decline
  /** The card's bank warns of fraud after the payment. */
  readonly warning?: boolean
}

const decline = (declineCode: string, more: Partial<Decline> = {}): Decline => ({
  code: 'card_declined',
  declineCode,
  message: 'Your card was declined.',
  advice: 'try_again_later',
  ...more,
})
const card = (brand: string, last4: string, more: Partial<TestCard> = {}): TestCard => ({
  brand,
  last4,
  funding: 'credit',
  country: 'US',
  ...more,
})
const refusing = (last4: string, reason: Decline): TestCard =>
  card('visa', last4, { decline: reason, declinesAttach: true })

const generic = decline('generic_decline')
const insufficient = decline('insufficient_funds', { message: 'Your card has insufficient funds.' })
const processing: Decline = {
  code: 'processing_error',
  declineCode: 'processing_error',
  message: 'An error occurred while processing your card. Try again in a little bit.',
  advice: 'try_again_later',
}
/** What Radar answers for a card that it blocks. */
export const BLOCKED = decline('fraudulent', { advice: 'do_not_try_again', blocked: true })
const declines: Readonly<Record<string, TestCard>> = {
  chargeDeclined: refusing('0002', generic),
  chargeDeclinedInsufficientFunds: refusing('9995', insufficient),
  chargeDeclinedLostCard: refusing('9987', decline('lost_card', { advice: 'do_not_try_again' })),
  chargeDeclinedStolenCard: refusing('9979', decline('stolen_card', { advice: 'do_not_try_again' })),
  chargeDeclinedVelocityLimitExceeded: refusing(
    '6975',
    decline('card_velocity_exceeded', {
      message:
        'Your card was declined for making repeated attempts too frequently or exceeding its amount limit.',
    }),
  ),
  chargeDeclinedFraudulent: refusing('0019', decline('fraudulent', { advice: 'do_not_try_again' })),
  radarBlock: card('visa', '0019', { decline: BLOCKED, risk: 'highest' }),
  chargeDeclinedExpiredCard: refusing('0069', {
    code: 'expired_card',
    declineCode: 'expired_card',
    message: 'Your card has expired.',
    advice: 'do_not_try_again',
  }),
  chargeDeclinedIncorrectCvc: refusing('0127', {
    code: 'incorrect_cvc',
    declineCode: 'incorrect_cvc',
    message: "Your card's security code is incorrect.",
    advice: 'confirm_card_data',
  }),
  chargeDeclinedProcessingError: refusing('0119', processing),
}

/** Visa cards of other countries, by country, with the end of their number. */
const ABROAD: Readonly<Record<string, string>> = {
  gb: '0000',
  de: '0016',
  fr: '0003',
  jp: '0003',
  ca: '0000',
  au: '0006',
  br: '0002',
  mx: '8001',
  in: '0008',
}
/** Countries whose test card's number is nowhere to be had offline: they end as the plain Visa does. */
const OTHERS =
  'ae ar at be bg by ch cn cr cy cz dk ee es fi gi gr hk hr hu ie it li lt lu lv mt my nl no nz pa pe pl pt py ro se sg si sk uy'

const abroad = Object.fromEntries([
  ...OTHERS.split(' ').map((country): [string, TestCard] => [country, visaOf(country, '4242')]),
  ...Object.entries(ABROAD).map(([country, last4]): [string, TestCard] => [country, visaOf(country, last4)]),
])
function visaOf(country: string, last4: string): TestCard {
  return card('visa', last4, { country: country.toUpperCase() })
}

const fraudulent = { reason: 'fraudulent', inquiry: false }
const cards: Readonly<Record<string, TestCard>> = {
  ...abroad,
  visa: card('visa', '4242'),
  visa_debit: card('visa', '5556', { funding: 'debit' }),
  mastercard: card('mastercard', '4444'),
  mastercard_debit: card('mastercard', '8210', { funding: 'debit' }),
  mastercard_prepaid: card('mastercard', '5100', { funding: 'prepaid' }),
  amex: card('amex', '0005'),
  discover: card('discover', '1117'),
  diners: card('diners', '0004'),
  jcb: card('jcb', '0505'),
  unionpay: card('unionpay', '0005'),
  us: card('visa', '4242'),
  gb_debit: card('visa', '4242', { country: 'GB', funding: 'debit' }),
  gb_mastercard: card('mastercard', '4444', { country: 'GB' }),
  ae_mastercard: card('mastercard', '4444', { country: 'AE' }),
  th_credit: card('visa', '4242', { country: 'TH' }),
  th_debit: card('visa', '4242', { country: 'TH', funding: 'debit' }),
  bypassPending: card('visa', '0077', { bypassPending: true }),
  bypassPendingInternational: card('visa', '0278', { bypassPending: true, country: 'BR' }),
  chargeCustomerFail: card('visa', '0341', { decline: generic }),
  authenticationRequired: card('visa', '3184', { authenticates: 'always' }),
  authenticationRequiredOnSetup: card('visa', '3155', { authenticates: 'unless_set_up' }),
  authenticationRequiredSetupForOffSession: card('visa', '0446', { authenticates: 'on_session' }),
  authenticationRequiredChargeDeclinedInsufficientFunds: card('visa', '3178', {
    authenticates: 'always',
    declinesAuthenticated: insufficient,
  }),
  threeDSecure2Required: card('visa', '3220', { authenticates: 'always' }),
  threeDSecureRequired: card('visa', '3063', { authenticates: 'always' }),
  threeDSecureRequiredChargeDeclined: card('visa', '1629', {
    authenticates: 'always',
    declinesAuthenticated: generic,
  }),
  threeDSecureRequiredProcessingError: card('visa', '1280', {
    authenticates: 'always',
    declinesAuthenticated: processing,
  }),
  threeDSecureOptional: card('visa', '3055'),
  threeDSecureOptionalProcessingError: card('visa', '3097', { declinesAuthenticated: processing }),
  amex_threeDSecureNotSupported: card('amex', '0005', { supports3ds: false }),
  createDispute: card('visa', '0259', { dispute: fraudulent }),
  createMultipleDisputes: card('visa', '0079', { dispute: { ...fraudulent, times: 2 } }),
  createDisputeProductNotReceived: card('visa', '2685', {
    dispute: { reason: 'product_not_received', inquiry: false },
  }),
  createDisputeInquiry: card('visa', '1976', { dispute: { reason: 'fraudulent', inquiry: true } }),
  createIssuerFraudRecord: card('visa', '5423', { warning: true }),
  riskLevelElevated: card('visa', '9235', { risk: 'elevated' }),
  riskLevelHighest: card('visa', '4954', { risk: 'highest' }),
  cvcCheckFail: card('visa', '0101', { checks: { cvc: 'fail' } }),
  avsZipFail: card('visa', '0036', { checks: { zip: 'fail' } }),
  avsLine1Fail: card('visa', '0028', { checks: { line1: 'fail' } }),
  avsFail: card('visa', '0010', { checks: { line1: 'fail', zip: 'fail' } }),
  avsUnchecked: card('visa', '0044', { checks: { line1: 'unavailable', zip: 'unavailable' } }),
  pendingRefund: card('visa', '7726', { refund: 'pending' }),
  refundFail: card('visa', '5126', { refund: 'failing' }),
  ...declines,
}

/** What is behind `pm_card_…`, `tok_…` and `pm_usBankAccount_…`, undefined for ids that are none. */
export function testCard(id: string): TestCard | undefined {
  const match = /^(?:pm_card|tok)_(.+)$/.exec(id)
  const name = match?.[1] ?? ''
  return (
    cards[name] ??
    (name.startsWith('visa_') ? cards[name.slice('visa_'.length)] : undefined) ??
    testAccount(id)
  )
}
