import { type LaunchItem, withBlocks, withKinds } from './launch-item.ts'

/** What connected accounts need. */
export const accountItems: readonly LaunchItem[] = [
  {
    id: 'connect-profile',
    title: 'Complete the platform profile and accept the responsibilities',
    why: 'Live accounts cannot be made before; the answers say who carries losses and who collects requirements.',
    where: 'Dashboard',
    source: 'https://docs.stripe.com/connect/platform-controls-for-stripe-dashboard-accounts',
    about: withKinds('connected-account'),
  },
  {
    id: 'connect-branding',
    title: 'Set name, icon and colour of the onboarding pages',
    why: 'Providers give identity papers to a page that they must trust.',
    where: 'Dashboard',
    source: 'https://docs.stripe.com/connect/customize-connect-onboarding',
    about: withKinds('onboarding'),
  },
  {
    id: 'capability-gate',
    title: 'Look a provider’s capability up before each transfer',
    why: 'It can be lost any day. Keep the share on the platform’s balance and send it when the capability is back.',
    where: 'Code',
    source: 'https://docs.stripe.com/connect/account-capabilities',
    about: withKinds('transfer'),
  },
  {
    id: 'requirements',
    title: 'Show providers what is missing before it is due',
    why: 'An overdue requirement stops payouts first and transfers next.',
    where: 'Code',
    source: 'https://docs.stripe.com/connect/handling-api-verification',
    about: withKinds('connected-account'),
  },
  {
    id: 'payout-schedule',
    title: 'Choose payout schedules, with room for disputes',
    why: 'What has been paid out cannot be reversed. A delay of some days costs providers little and you less.',
    where: 'Dashboard',
    source: 'https://docs.stripe.com/connect/manage-payout-schedule',
    about: withKinds('connected-account', 'payout'),
  },
  {
    id: 'negative-balances',
    title: 'Decide who carries negative balances, and watch them',
    why: 'With losses at the application, a provider that disappears leaves its refunds to the platform.',
    where: 'Team',
    source: 'https://docs.stripe.com/connect/account-balances',
    about: withBlocks('connected-account', block => block.props['losses'] !== 'stripe'),
  },
  {
    id: 'provider-terms',
    title: 'Put commission, refunds and disputes into the providers’ contract',
    why: 'Taking a share back is possible only where it has been agreed.',
    where: 'Team',
    source: 'practice',
    about: withKinds('split', 'application-fee', 'transfer-reversal'),
  },
  {
    id: 'tax-forms',
    title: 'Know which tax forms providers get, and from whom',
    why: 'In the US the platform usually files 1099 forms for those it pays.',
    where: 'Team',
    source: 'https://docs.stripe.com/connect/tax-reporting',
    about: flow =>
      flow.platform.country === 'US' && flow.ofKind('connected-account').length > 0
        ? flow.ofKind('connected-account')
        : null,
  },
]
