import { PAYMENT_KINDS } from '../drawn.ts'
import { always, type LaunchItem, withKinds } from './launch-item.ts'

/** What every launch needs: the account, the keys, the words on the statement. */
export const readinessItems: readonly LaunchItem[] = [
  {
    id: 'activate-account',
    title: 'Activate the account',
    why: 'Until business details and a bank account are verified, live payments are refused.',
    where: 'Dashboard',
    source: 'https://docs.stripe.com/get-started/account/activate',
    about: always,
  },
  {
    id: 'live-keys',
    title: 'Put live keys where only the server reads them',
    why: 'Use restricted keys with the rights that each service needs. A secret key in an app or a repository is everybody’s key: roll it.',
    where: 'Code',
    source: 'https://docs.stripe.com/keys-best-practices',
    about: always,
  },
  {
    id: 'live-objects',
    title: 'Create products and prices in live mode',
    why: 'Nothing made in a sandbox exists in live mode; ids differ. Find prices by lookup key, not by id.',
    where: 'Code',
    source: 'https://docs.stripe.com/get-started/checklist/go-live',
    about: withKinds('product', 'price', 'coupon', 'meter'),
  },
  {
    id: 'statement-descriptor',
    title: 'Set a statement descriptor that customers recognise',
    why: 'A name that nobody knows becomes a dispute. With providers, decide whose name it is.',
    where: 'Dashboard',
    source: 'https://docs.stripe.com/get-started/account/statement-descriptors',
    about: withKinds(...PAYMENT_KINDS),
  },
  {
    id: 'payment-methods',
    title: 'Switch on the payment methods that you support',
    why: 'Methods are chosen in the Dashboard. A slow one that you did not expect delivers before it is paid.',
    where: 'Dashboard',
    source: 'https://docs.stripe.com/payments/payment-methods/dynamic-payment-methods',
    about: withKinds('payment-element', 'checkout-session', 'payment-link', 'payment-intent'),
  },
  {
    id: 'api-version',
    title: 'Pin the API version, in the library and at each endpoint',
    why: 'The library and the events must speak the same version, or fields are missing where code looks for them.',
    where: 'Code',
    source: 'https://docs.stripe.com/sdks/set-version',
    about: always,
  },
  {
    id: 'idempotency',
    title: 'Give every call that moves money an idempotency key',
    why: 'A repeated call with the same key pays once. Without one, a lost answer pays twice.',
    where: 'Code',
    source: 'https://docs.stripe.com/api/idempotent_requests',
    about: withKinds(...PAYMENT_KINDS, 'transfer', 'refund', 'transfer-reversal', 'payout'),
  },
  {
    id: 'pci',
    title: 'File the PCI questionnaire',
    why: 'With Stripe’s own forms it is the short one, SAQ A, once a year.',
    where: 'Dashboard',
    source: 'https://docs.stripe.com/security/guide',
    about: withKinds('payment-element', 'checkout-session', 'payment-link'),
  },
  {
    id: 'rehearse',
    title: 'Rehearse the bad days',
    why: 'Run a decline, a refund and a dispute in the sandbox, and see the balances come out as forecast.',
    where: 'Team',
    source: 'https://docs.stripe.com/testing',
    about: withKinds(...PAYMENT_KINDS),
  },
]
