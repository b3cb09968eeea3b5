import { COUNTRIES } from '#shared/facts/countries.ts'
import { feeFact } from '#shared/facts/fees.ts'
import { TEST_ACCEPTANCE, TEST_CATEGORY, TEST_IDENTITY } from '#shared/facts/test-identity.ts'
import { byDay } from '#shared/flow/arrival.ts'
import { type CompileContext, defineBlock } from '#shared/flow/block-definition.ts'
import { choice, optionalChoice, optionalNumber, type PropsOf, text, toggle } from '#shared/flow/fields.ts'
import type { Block } from '#shared/flow/graph.ts'
import { PAYMENTS } from '#shared/flow/money-ports.ts'
import type { Param, Ref } from '#shared/flow/parameters.ts'
import { eventOut, moneyIn, moneyOut, refOut } from '#shared/flow/ports.ts'
import { said } from '#shared/flow/said.ts'
import { money } from '#shared/money/money.ts'
import { basisPoints } from '#shared/money/round.ts'

const fields = {
  country: text({
    title: 'Country',
    help: 'Two letters, where the business is established.',
    parameter: 'country',
    maxLength: 2,
    initial: 'US',
  }),
  currency: text({
    title: 'Currency',
    help: 'In which its balance settles; the country’s own when empty.',
    parameter: 'default_currency',
    maxLength: 3,
  }),
  dashboard: choice({
    title: 'Dashboard',
    help: 'Which Stripe pages the provider sees.',
    parameter: 'controller.stripe_dashboard.type',
    initial: 'express',
    choices: [
      { value: 'express', label: 'Express' },
      { value: 'full', label: 'Full' },
      { value: 'none', label: 'None' },
    ],
  }),
  role: choice({
    title: 'Role',
    help: 'Recipients receive transfers; merchants accept payments themselves.',
    initial: 'recipient',
    choices: [
      { value: 'recipient', label: 'Recipient' },
      { value: 'merchant', label: 'Merchant' },
      { value: 'both', label: 'Both' },
    ],
  }),
  fees: choice({
    title: 'Fees paid by',
    help: 'Who pays Stripe’s fees.',
    parameter: 'controller.fees.payer',
    initial: 'application',
    choices: [
      { value: 'application', label: 'Platform' },
      { value: 'stripe', label: 'The account' },
    ],
    advanced: true,
  }),
  losses: choice({
    title: 'Losses carried by',
    help: 'Who answers for a negative balance.',
    parameter: 'controller.losses.payments',
    initial: 'application',
    choices: [
      { value: 'application', label: 'Platform' },
      { value: 'stripe', label: 'Stripe' },
    ],
    advanced: true,
  }),
  entityType: optionalChoice({
    title: 'Legal form',
    help: 'Asked during onboarding when empty.',
    parameter: 'identity.entity_type',
    choices: [
      { value: 'individual', label: 'Individual' },
      { value: 'company', label: 'Company' },
      { value: 'non_profit', label: 'Non-profit' },
      { value: 'government_entity', label: 'Government' },
    ],
    advanced: true,
  }),
  serviceAgreement: choice({
    title: 'Agreement',
    help: 'Recipients abroad may accept the recipient agreement; it cannot be changed later.',
    parameter: 'tos_acceptance.service_agreement',
    initial: 'full',
    choices: [
      { value: 'full', label: 'Full' },
      { value: 'recipient', label: 'Recipient' },
    ],
    advanced: true,
  }),
  api: choice({
    title: 'Accounts API',
    help: 'v2 is for new platforms; runs create v1 accounts because those need no human.',
    initial: 'v2',
    choices: [
      { value: 'v2', label: 'v2' },
      { value: 'v1', label: 'v1' },
    ],
    advanced: true,
  }),
  sellsInOwnName: toggle({
    title: 'Sells in its own name',
    help: 'The provider, not the platform, is the merchant in the customer’s eyes.',
    initial: false,
    advanced: true,
  }),
  promisedWithinHours: optionalNumber({
    title: 'Promised within',
    help: 'Hours in which you have promised its share; under the recipient agreement it takes a day more.',
    unit: 'hours',
    min: 0,
    advanced: true,
  }),
  legacyType: optionalChoice({
    title: 'Type (old)',
    help: 'Old designs name a type; dashboard, fees and losses say the same today.',
    parameter: 'type',
    choices: [
      { value: 'standard', label: 'Standard' },
      { value: 'express', label: 'Express' },
      { value: 'custom', label: 'Custom' },
    ],
    advanced: true,
  }),
  existingId: text({
    title: 'Existing account',
    help: 'acct_… of an account that exists already; nothing is created then.',
    maxLength: 60,
    advanced: true,
  }),
}

type Props = PropsOf<typeof fields>

/** Capabilities of v1 accounts by role. */
const capabilitiesOf = (role: string): Record<string, Param> => ({
  transfers: { requested: true },
  ...(role === 'recipient' ? {} : { card_payments: { requested: true } }),
})

const feesAndLosses = ({ fees, losses }: Props): Record<string, Param> => ({
  fees: { payer: fees === 'stripe' ? 'account' : 'application' },
  losses: { payments: losses },
})

const mailOf = (block: Block) => `${block.id.toLowerCase()}@example.com`

/** A v1 account as it is drawn, to be onboarded by its owner. */
const createV1 = (block: Block<string, Props>, context: CompileContext): Ref => {
  const { country, currency, dashboard, role, serviceAgreement } = block.props
  return context.call(
    'accounts.create',
    said({
      country,
      default_currency: currency || undefined,
      email: mailOf(block),
      controller: {
        stripe_dashboard: { type: dashboard },
        requirement_collection: dashboard === 'none' ? 'application' : 'stripe',
        ...feesAndLosses(block.props),
      },
      capabilities: capabilitiesOf(role),
      tos_acceptance: serviceAgreement === 'recipient' ? { service_agreement: 'recipient' } : undefined,
    }),
  )
}

/** A v1 account that becomes active without a human, with Stripe's documented test identity values. */
const createForTest = (block: Block<string, Props>, context: CompileContext): Ref => {
  const { country, currency, role, serviceAgreement } = block.props
  return context.call('accounts.create', {
    country,
    ...(currency ? { default_currency: currency } : {}),
    email: mailOf(block),
    controller: {
      stripe_dashboard: { type: 'none' },
      requirement_collection: 'application',
      ...feesAndLosses(block.props),
    },
    capabilities: capabilitiesOf(role),
    business_type: 'individual',
    business_profile: { mcc: TEST_CATEGORY, url: 'https://example.com', name: block.label.slice(0, 100) },
    individual: {
      ...TEST_IDENTITY,
      email: mailOf(block),
      address: { ...TEST_IDENTITY.address, country },
    },
    tos_acceptance: {
      date: TEST_ACCEPTANCE,
      ip: '127.0.0.1',
      ...(serviceAgreement === 'recipient' ? { service_agreement: 'recipient' } : {}),
    },
  })
}

/** Creates the account for a run and waits until it can do what its role needs. */
const createAndWait = (block: Block<string, Props>, context: CompileContext): Ref =>
  context.call(
    'accounts.retrieve',
    {},
    {
      target: createForTest(block, context),
      until: {
        path: `capabilities.${block.props.role === 'recipient' ? 'transfers' : 'card_payments'}`,
        equals: 'active',
      },
      title: `Wait until “${block.label}” can be paid`,
    },
  )

const createForProduction = (block: Block<string, Props>, context: CompileContext): Ref => {
  const { country, currency, dashboard, fees, losses, entityType, role } = block.props
  const recipient = {
    recipient: { capabilities: { stripe_balance: { stripe_transfers: { requested: true } } } },
  }
  const merchant = { merchant: { capabilities: { card_payments: { requested: true } } } }
  return context.call('v2.core.accounts.create', {
    contact_email: mailOf(block),
    display_name: block.label,
    dashboard,
    identity: { country: country.toLowerCase(), ...(entityType ? { entity_type: entityType } : {}) },
    configuration: { ...(role === 'merchant' ? {} : recipient), ...(role === 'recipient' ? {} : merchant) },
    defaults: {
      ...(currency ? { currency } : {}),
      responsibilities: { fees_collector: fees, losses_collector: losses },
    },
  })
}

/** A business that is paid: its own Stripe account under the platform. */
export const connectedAccount = defineBlock({
  kind: 'connected-account',
  title: 'Connected account',
  summary: 'A business that gets its share on an account of its own.',
  icon: 'store',
  docs: {
    body: 'Every provider has an account of its own under the platform. Transfers reach it only while its transfer capability is active, which can change any day. Who collects fees and carries losses is decided at creation. A run creates v1 accounts with Stripe’s test identity values, because those need no human; the integration creates what is drawn. Stripe itself refuses such test accounts where the account pays its own fees: for a run in a sandbox name an existing one.',
    source: 'https://docs.stripe.com/connect/accounts-v2',
  },
  category: 'connect',
  personas: ['A', 'V', 'R'],
  keywords: ['seller', 'provider', 'vendor', 'pay several sellers', 'marketplace'],
  events: [
    'account.updated',
    'capability.updated',
    'account.application.deauthorized',
    'payout.paid',
    'payout.failed',
    'v2.core.account[requirements].updated',
    'v2.core.account[configuration.recipient].capability_status_updated',
  ],
  size: 'standard',
  fields,
  brings: ['onboarding'],
  ports: [
    moneyIn(['transfer', ...PAYMENTS]),
    moneyOut({ label: 'Payout' }),
    refOut('account', 'Account'),
    eventOut(),
  ],
  facts(block) {
    const dashboards = { express: 'Express', full: 'Full dashboard', none: 'No dashboard' }
    return `${COUNTRIES.has(block.props.country) ? block.props.country : 'Unknown country'} · ${dashboards[block.props.dashboard]}`
  },
  account: block => `balance:${block.id}`,
  compile(block, context) {
    if (block.props.existingId) {
      context.give('account', context.call('accounts.retrieve', {}, { target: block.props.existingId }))
      return
    }
    if (context.mode === 'unattended') context.give('account', createAndWait(block, context))
    else if (block.props.api === 'v1') context.give('account', createV1(block, context))
    else context.give('account', createForProduction(block, context))
  },
  forecast(block, context) {
    for (const [index, arrival] of byDay(context.incoming('money-in')).entries()) {
      const { waitDays } = arrival
      const { amount: total, currency } = arrival.money
      context.send('money-out', () => ({ ...arrival, account: `balance:${block.id}` }))
      if (block.props.fees === 'stripe') continue
      const payout = feeFact('connect_payout')
      const fee = basisPoints(total, payout?.percentBps ?? 0) + (payout?.fixed ?? 0)
      const cost = (amount: number, memo: string) =>
        context.bill(
          { from: 'bank:platform', to: 'fees:stripe', money: money(amount, currency), memo },
          waitDays,
        )
      if (index === 0 && context.firstInMonth())
        cost(feeFact('connect_active_account')?.fixed ?? 0, `Active account “${block.label}”`)
      cost(fee, `Payout to “${block.label}”`)
    }
  },
})
