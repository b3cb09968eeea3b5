import { capturesLater, PAYMENT_KINDS } from '../drawn.ts'
import { type LaunchItem, withBlocks, withKinds } from './launch-item.ts'

const recurring = ['subscription', 'subscription-schedule'] as const

/** What happens to money when things do not go to plan, and how it is accounted for. */
export const moneyItems: readonly LaunchItem[] = [
  {
    id: 'dunning-settings',
    title: 'Set the retries and their end in the Dashboard',
    why: 'No call can set them. What the design says about failed renewals is true only once the account says the same.',
    where: 'Dashboard',
    source: 'https://docs.stripe.com/billing/revenue-recovery/smart-retries',
    about: withKinds(...recurring),
  },
  {
    id: 'billing-mails',
    title: 'Switch on mails about failed payments and expiring cards',
    why: 'Most failed renewals are cured by the customer, once told.',
    where: 'Dashboard',
    source: 'https://docs.stripe.com/billing/revenue-recovery/customer-emails',
    about: withKinds(...recurring, 'invoice'),
  },
  {
    id: 'portal-limits',
    title: 'Limit what the customer portal may change',
    why: 'A change of plan there changes what is billed, and so what providers get.',
    where: 'Dashboard',
    source: 'https://docs.stripe.com/customer-management/configure-portal',
    about: withKinds('customer-portal'),
  },
  {
    id: 'tax-registrations',
    title: 'Enter tax registrations before the first sale',
    why: 'Stripe Tax collects only where you are registered. Elsewhere it stays silent, and the tax is yours.',
    where: 'Dashboard',
    source: 'https://docs.stripe.com/tax/registering',
    about: withBlocks('tax', block => block.props['mode'] !== 'none'),
  },
  {
    id: 'tax-decision',
    title: 'Settle who owes sales tax',
    why: 'The design draws no tax. Either none is due, or somebody will owe it later.',
    where: 'Team',
    source: 'https://docs.stripe.com/tax',
    about: flow =>
      PAYMENT_KINDS.some(kind => flow.ofKind(kind).length > 0) && flow.ofKind('tax').length === 0 ? [] : null,
  },
  {
    id: 'capture-deadline',
    title: 'Capture before the window ends, and hear when it did not happen',
    why: 'After about seven days the hold is gone, and with it the payment.',
    where: 'Code',
    source: 'https://docs.stripe.com/payments/place-a-hold-on-a-payment-method',
    about: flow =>
      capturesLater(flow) ? [...flow.ofKind('capture'), ...flow.ofKind('payment-intent')] : null,
  },
  {
    id: 'dispute-evidence',
    title: 'Collect evidence from the first sale, and name who answers disputes',
    why: 'There are 7 to 21 days, and one submission. What was not kept cannot be shown.',
    where: 'Team',
    source: 'https://docs.stripe.com/disputes/responding',
    about: withKinds(...PAYMENT_KINDS),
  },
  {
    id: 'refund-policy',
    title: 'Publish how refunds work, and who may make them',
    why: 'A refund in the Dashboard takes nothing back from providers. Say that to everybody with access.',
    where: 'Team',
    source: 'https://docs.stripe.com/refunds',
    about: withKinds('refund', 'credit-note', 'transfer-reversal'),
  },
  {
    id: 'reserve',
    title: 'Keep a reserve for refunds and lost disputes',
    why: 'They are taken from the platform’s balance, and shares come back later or not at all.',
    where: 'Team',
    source: 'https://docs.stripe.com/connect/account-balances',
    about: withKinds('transfer', 'transfer-reversal', 'dispute'),
  },
  {
    id: 'reconcile',
    title: 'Reconcile each day, from balance transactions',
    why: 'Events can be missed or come twice. Balance transactions are the truth about money.',
    where: 'Code',
    source: 'https://docs.stripe.com/reports/payout-reconciliation',
    about: withKinds(...PAYMENT_KINDS, 'ledger', 'report'),
  },
  {
    id: 'fees-of-contract',
    title: 'Replace list prices by those of your contract',
    why: 'Forecasts use the published table. A tenth of a percent decides thin margins.',
    where: 'Team',
    source: 'https://stripe.com/pricing',
    about: withKinds(...PAYMENT_KINDS),
  },
  {
    id: 'no-clock',
    title: 'Leave the test clock behind',
    why: 'Clocks exist in sandboxes only. Live customers are created without one.',
    where: 'Code',
    source: 'https://docs.stripe.com/billing/testing/test-clocks',
    about: withKinds('test-clock'),
  },
]
