import { feeFact } from '#shared/facts/fees.ts'
import { isMetered } from '#shared/flow/arrears.ts'
import { type CompileContext, defineBlock } from '#shared/flow/block-definition.ts'
import { collectPayment } from '#shared/flow/collect-payment.ts'
import { choice, date, optionalNumber, type PropsOf, toggle } from '#shared/flow/fields.ts'
import type { Block } from '#shared/flow/graph.ts'
import { linesOfPayment } from '#shared/flow/invoice-lines.ts'
import { ENTRIES } from '#shared/flow/money-ports.ts'
import type { Param } from '#shared/flow/parameters.ts'
import { payerOf } from '#shared/flow/payment.ts'
import { automaticTaxFields, connectFields, transferPercentField } from '#shared/flow/payment-fields.ts'
import { itemsOfPhase, monthsOfPhase, type Phase, phasesField } from '#shared/flow/phases.ts'
import { eventOut, moneyIn, moneyOut, refIn, refOut } from '#shared/flow/ports.ts'
import { numberOf, textOf } from '#shared/flow/read-props.ts'
import { said, unless } from '#shared/flow/said.ts'
import {
  automaticTaxParam,
  connectParams,
  customerParams,
  discountsParam,
  secondsOf,
  taxRatesParam,
} from '#shared/flow/subscription-params.ts'

const fields = {
  phases: phasesField,
  startDate: date({
    title: 'Starts at',
    help: 'At once when empty.',
    parameter: 'start_date',
  }),
  endBehavior: choice({
    title: 'At the end',
    help: 'Cancel the subscription, or let it go on without the schedule.',
    parameter: 'end_behavior',
    initial: 'release',
    choices: [
      { value: 'release', label: 'Goes on' },
      { value: 'cancel', label: 'Is cancelled' },
    ],
  }),
  billingMode: choice({
    title: 'Billing mode',
    help: 'Flexible is the default, and there is no way back.',
    parameter: 'billing_mode.type',
    initial: 'flexible',
    choices: [
      { value: 'flexible', label: 'Flexible' },
      { value: 'classic', label: 'Classic' },
    ],
    advanced: true,
  }),
  collectionMethod: choice({
    title: 'Collection',
    help: 'Charge the saved method, or send invoices.',
    parameter: 'default_settings.collection_method',
    initial: 'charge_automatically',
    choices: [
      { value: 'charge_automatically', label: 'Charge automatically' },
      { value: 'send_invoice', label: 'Send invoice' },
    ],
    advanced: true,
  }),
  daysUntilDue: optionalNumber({
    title: 'Due within',
    help: 'Sent invoices only.',
    parameter: 'default_settings.invoice_settings.days_until_due',
    unit: 'days',
    min: 1,
    advanced: true,
  }),
  pause: toggle({
    title: 'May be paused',
    help: 'Pausing is refused while a schedule is attached.',
    initial: false,
    advanced: true,
  }),
  transferData: transferPercentField,
  ...connectFields,
  ...automaticTaxFields,
}

type Props = PropsOf<typeof fields>

const itemsOf = (phase: Phase, block: Block, context: CompileContext): Param[] =>
  itemsOfPhase(phase, context.flow.into(block, 'price')).flatMap(({ price, quantity }) => {
    const ref = context.given(price, 'price')
    return ref ? [said({ price: ref, quantity: isMetered(price) ? undefined : unless(quantity, 1) })] : []
  })

/** A trial is a phase of its own in front of the others: what they say of their length is paid time. */
const trialPhase = (block: Block<string, Props>, context: CompileContext): readonly Param[] => {
  const trial = context.flow.into(block, 'trial')[0]
  const [first] = block.props.phases
  if (!trial || !first) return []
  const end = secondsOf(textOf(trial, 'end'))
  const days = numberOf(trial, 'days')
  if (end === undefined && days === undefined) return []
  const lasts: Readonly<Record<string, Param>> =
    end === undefined ? { duration: { interval: 'day', interval_count: days ?? 0 } } : { end_date: end }
  return [{ items: itemsOf(first, block, context), trial: true, ...lasts }]
}

const phaseParams = (phase: Phase, block: Block<string, Props>, context: CompileContext): Param =>
  said({
    items: itemsOf(phase, block, context),
    duration:
      phase.durationCount === undefined
        ? undefined
        : { interval: phase.durationInterval, interval_count: phase.durationCount },
    end_date: secondsOf(phase.endDate),
    proration_behavior: unless(phase.proration, 'create_prorations'),
    trial: unless(phase.trial, false),
    discounts: discountsParam(block, context),
    default_tax_rates: taxRatesParam(block, context),
    automatic_tax: automaticTaxParam(block, context),
    ...connectParams(block, context),
  })

/** A subscription that follows a plan made beforehand. */
export const subscriptionSchedule = defineBlock({
  kind: 'subscription-schedule',
  title: 'Schedule',
  summary: 'A subscription that changes or ends by plan: instalments, ramps.',
  icon: 'calendar-clock',
  docs: {
    body: 'A schedule starts a subscription and changes it phase by phase: instalments that end after twelve months, a price that rises, a start in the future. Each phase names its prices, how long it lasts and how the change is billed. After the last one the subscription goes on by itself or is cancelled. A trial comes before the first phase. A subscription with a schedule cannot be paused.',
    source: 'https://docs.stripe.com/billing/subscriptions/subscription-schedules',
  },
  category: 'billing',
  personas: ['P'],
  keywords: ['instalments', 'pay in parts', 'price change later', 'contract term', 'start later'],
  events: [
    'subscription_schedule.created',
    'subscription_schedule.updated',
    'subscription_schedule.completed',
    'subscription_schedule.canceled',
    'subscription_schedule.released',
    'customer.subscription.created',
    'customer.subscription.updated',
    'customer.subscription.deleted',
    'invoice.paid',
    'invoice.payment_failed',
    'invoice.payment_action_required',
    'invoice.finalization_failed',
    'invoice_payment.paid',
    'charge.succeeded',
    'payment_intent.succeeded',
  ],
  size: 'tall',
  fields,
  ports: [
    refIn('customer', 'Customer', { required: true }),
    refIn('price', 'Price', { required: true, many: true, accepts: ['price', 'plan'] }),
    refIn('coupon', 'Coupon', { many: true, accepts: ['coupon', 'promotion-code'] }),
    refIn('tax', 'Tax'),
    refIn('trial', 'Trial'),
    refIn('dunning', 'Dunning'),
    refIn('payment-method', 'Payment method', { accepts: ['payment-method', 'setup-intent'] }),
    moneyIn(ENTRIES),
    moneyOut({ label: 'Each paid invoice' }),
    refOut('subscription', 'Subscription'),
    eventOut(),
  ],
  facts({ props }) {
    const months = props.phases.map(monthsOfPhase)
    const all = months.reduce<number | null>(
      (sum, part) => (sum === null || part === null ? null : sum + part),
      0,
    )
    const end = props.endBehavior === 'cancel' ? 'then ends' : 'then goes on'
    const phases = `${props.phases.length} ${props.phases.length === 1 ? 'phase' : 'phases'}`
    return all === null || all === 0 ? phases : `${phases}, ${all} months, ${end}`
  },
  compile(block, context) {
    const { props } = block
    const method = context.ref('payment-method')
    const settings = said({
      collection_method: unless(props.collectionMethod, 'charge_automatically'),
      default_payment_method: method ?? undefined,
      invoice_settings: props.daysUntilDue === undefined ? undefined : { days_until_due: props.daysUntilDue },
    })
    const created = context.call(
      'subscriptionSchedules.create',
      said({
        ...customerParams(payerOf(block, context.flow), context),
        start_date: secondsOf(props.startDate) ?? 'now',
        end_behavior: props.endBehavior,
        billing_mode: { type: props.billingMode },
        default_settings: Object.keys(settings).length > 0 ? settings : undefined,
        phases: [
          ...trialPhase(block, context),
          ...props.phases.map(phase => phaseParams(phase, block, context)),
        ],
      }),
      { after: [...context.after('money-in'), ...context.after('payment-method')] },
    )
    context.give('subscription', { ...created, path: 'subscription' })
  },
  forecast(block, context) {
    const expected = linesOfPayment(context.flow, block, context)
    if (!expected || expected.lines.length === 0) return
    const bps = feeFact('billing_payg')?.percentBps ?? 0
    collectPayment(context, { ...expected, payment: block, billed: { bps, memo: 'Stripe Billing' } })
  },
})
