import { startsFree } from './arrears.ts'
import type { CompileContext, FlowIndex } from './block-definition.ts'
import type { PropsOf } from './fields.ts'
import type { Block } from './graph.ts'
import type { BlockId } from './ids.ts'
import type { Param } from './parameters.ts'
import { destinationOf, refsOfPayment } from './payment.ts'
import { blockIdOf, numberOf, rowsOf, textOf } from './read-props.ts'
import { said, unless } from './said.ts'
import type { invoicingFields, timingFields } from './subscription-fields.ts'
import { taxBlockOf } from './taxes.ts'

/** Seconds since 1970 of a date property; undefined when it is empty. */
export const secondsOf = (date: string): number | undefined =>
  date === '' ? undefined : Math.floor(Date.parse(date) / 1000)

/** The own metadata of a block whose object a page makes; undefined when it has none. */
export const metadataParam = ({ metadata = {} }: Block): Readonly<Record<string, string>> | undefined => {
  const pairs = Object.entries(metadata).filter(([key]) => key !== '')
  return pairs.length === 0 ? undefined : Object.fromEntries(pairs)
}

/** The object that a connected-account block stands for; undefined when the property names none. */
export const accountParam = (id: BlockId | undefined, context: CompileContext): Param | undefined => {
  const block = id && context.flow.block(id)
  return (block && context.given(block, 'account')) ?? undefined
}

/** The payer as a parameter: a customer, or the v2 account that stands for one. */
export const customerParams = (
  customer: Block | undefined,
  context: CompileContext,
): Readonly<Record<string, Param>> => {
  const ref = customer && context.given(customer, 'customer')
  if (!ref) return {}
  const isAccount = textOf(customer, 'representAs') === 'account_v2' && context.mode === 'attended'
  return { [isAccount ? 'customer_account' : 'customer']: ref }
}

/** Coupons and promotion codes of a payment as `discounts`; undefined when there are none. */
export const discountsParam = (payment: Block, context: CompileContext): Param | undefined => {
  const discounts = refsOfPayment(payment, 'coupon', context.flow).flatMap(block => {
    const port = block.kind === 'promotion-code' ? 'promotion-code' : 'coupon'
    const ref = context.given(block, port)
    return ref ? [{ [port.replace('-', '_')]: ref }] : []
  })
  return discounts.length > 0 ? discounts : undefined
}

/** Tax rates of a connected tax block, in its order; undefined when there are none. */
export const taxRatesParam = (payment: Block, context: CompileContext): Param | undefined => {
  const tax = taxBlockOf(payment, context.flow)
  if (!tax || textOf(tax, 'mode') !== 'rates') return undefined
  const rates = rowsOf(tax, 'rates').flatMap((_, index) => context.given(tax, `rate-${index + 1}`) ?? [])
  return rates.length > 0 ? rates : undefined
}

/** `automatic_tax` of a payment: its own choice, or that of a connected tax block; undefined when it is off. */
export const automaticTaxParam = (payment: Block, context: CompileContext): Param | undefined => {
  const tax = taxBlockOf(payment, context.flow)
  const byBlock = tax && textOf(tax, 'mode') === 'automatic'
  if (!byBlock && payment.props['automaticTax'] !== true) return undefined
  const type = textOf(byBlock ? tax : payment, byBlock ? 'liability' : 'taxLiability')
  const account = accountParam(
    blockIdOf(byBlock ? tax : payment, byBlock ? 'liableAccount' : 'taxLiableAccount'),
    context,
  )
  return said({ enabled: true, liability: type === '' ? undefined : said({ type, account }) })
}

/** `transfer_data` of a subscription or schedule: one destination, all of the payment or one percentage of it. */
export const transferPercentParam = (payment: Block, context: CompileContext): Param | undefined => {
  const terms = destinationOf(payment)
  const destination = terms ? accountParam(terms.account, context) : undefined
  return terms && destination ? said({ destination, amount_percent: terms.percent }) : undefined
}

/** How a subscription shares with a connected account: destination, settlement merchant, application fee. */
export const connectParams = (payment: Block, context: CompileContext): Record<string, Param> =>
  said({
    transfer_data: transferPercentParam(payment, context),
    on_behalf_of: accountParam(blockIdOf(payment, 'onBehalfOf'), context),
    application_fee_percent:
      numberOf(refsOfPayment(payment, 'application-fee', context.flow)[0], 'percent') ??
      numberOf(payment, 'applicationFeePercent'),
  })

type Timing = PropsOf<typeof timingFields>

/** When a subscription bills: at a time, or on a day of the month. Checkout's `subscription_data` takes it too. */
export const anchorParams = (payment: Block): Record<string, Param> => {
  const day = numberOf(payment, 'anchorDay')
  return said({
    billing_cycle_anchor: secondsOf(textOf(payment, 'anchor')),
    billing_cycle_anchor_config:
      day === undefined
        ? undefined
        : said({
            day_of_month: day,
            month: numberOf(payment, 'anchorMonth'),
            hour: numberOf(payment, 'anchorHour'),
            minute: numberOf(payment, 'anchorMinute'),
            second: numberOf(payment, 'anchorSecond'),
          }),
  })
}

/** Trial of a subscription: a connected trial block decides, else its own fields. */
const trialParams = (block: Block, props: Timing, context: CompileContext): Record<string, Param> => {
  const trial = context.flow.into(block, 'trial')[0]
  const days = trial ? numberOf(trial, 'days') : props.trialDays
  const end = secondsOf(trial ? textOf(trial, 'end') : props.trialEnd)
  const missing = trial ? textOf(trial, 'missingPaymentMethod') : (props.missingPaymentMethod ?? '')
  return said({
    trial_period_days: end === undefined ? days : undefined,
    trial_end: end,
    trial_settings: missing === '' ? undefined : { end_behavior: { missing_payment_method: missing } },
  })
}

/** When a subscription starts and bills. */
export const startParams = (
  block: Block<string, Timing>,
  context: CompileContext,
): Record<string, Param> => ({
  ...anchorParams(block),
  ...trialParams(block, block.props, context),
})

/** When a subscription ends, and what of the past it bills: what only its own call takes. */
export const endParams = ({ props }: Block<string, Timing>): Record<string, Param> =>
  said({
    backdate_start_date: secondsOf(props.backdateStart),
    trial_from_plan: unless(props.trialFromPlan, false),
    cancel_at_period_end: unless(props.cancelAtPeriodEnd, false),
    cancel_at: props.cancelAtBoundary ?? secondsOf(props.cancelAt),
  })

/** How a subscription's invoices come about. */
export const invoicingParams = (props: PropsOf<typeof invoicingFields>): Record<string, Param> =>
  said({
    pending_invoice_item_interval:
      props.pendingInterval === undefined ? undefined : { interval: props.pendingInterval },
    billing_schedules:
      props.billingSchedules.length === 0
        ? undefined
        : props.billingSchedules.map(({ interval, count }) => ({
            bill_until: { type: 'duration', duration: { interval, interval_count: count } },
          })),
  })

/** `billing_mode`, where it says more than its type. */
export const billingModeParam = (type: string, prorationDiscounts: string | undefined): Param =>
  said({
    type,
    flexible: prorationDiscounts === undefined ? undefined : { proration_discounts: prorationDiscounts },
  })

/**
 * Where the browser finds the secret with which the customer confirms: of the first payment, or of the card that is kept
 * for a later one. Source: docs.stripe.com/billing/subscriptions/deferred-payment.
 */
export const clientSecrets = (block: Block, flow: FlowIndex): readonly string[] => [
  'latest_invoice.confirmation_secret',
  ...(startsFree(block, flow) ? ['pending_setup_intent'] : []),
]
