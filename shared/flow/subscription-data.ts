import type { CompileContext } from './block-definition.ts'
import { entryConnectParams } from './checkout-params.ts'
import type { Block } from './graph.ts'
import type { Param } from './parameters.ts'
import { numberOf, textOf } from './read-props.ts'
import { filled, said } from './said.ts'
import {
  anchorParams,
  billingModeParam,
  metadataParam,
  secondsOf,
  taxRatesParam,
} from './subscription-params.ts'

/**
 * Properties of a subscription that only its own call takes: a Checkout session that begins it has no parameter for them.
 * Source: SessionCreateParams.SubscriptionData of the pinned version.
 */
export const NOT_BY_CHECKOUT = [
  'backdateStart',
  'billingSchedules',
  'cancelAt',
  'cancelAtBoundary',
  'cancelAtPeriodEnd',
  'collectionMethod',
  'trialFromPlan',
] as const

/** The same of a payment link. Source: PaymentLinkCreateParams.SubscriptionData of the pinned version. */
export const NOT_BY_LINK = [
  ...NOT_BY_CHECKOUT,
  'anchor',
  'anchorDay',
  'billingMode',
  'pendingInterval',
  'prorationDiscounts',
  'trialEnd',
] as const

/** Trial of a subscription that a page begins: what a connected trial block says, else the page, else the subscription. */
const trialParams = (entry: Block, payment: Block, { flow }: CompileContext): Record<string, Param> => {
  const trial = flow.into(payment, 'trial')[0]
  const end = secondsOf(
    trial ? textOf(trial, 'end') : textOf(entry, 'trialEnd') || textOf(payment, 'trialEnd'),
  )
  const days = trial
    ? numberOf(trial, 'days')
    : (numberOf(entry, 'trialDays') ?? numberOf(payment, 'trialDays'))
  const missing = textOf(trial ?? payment, 'missingPaymentMethod')
  return said({
    trial_end: end,
    trial_period_days: end === undefined ? days : undefined,
    trial_settings: missing === '' ? undefined : { end_behavior: { missing_payment_method: missing } },
  })
}

/** What a subscription adds to the one that a Checkout session makes: `subscription_data`. Source: SessionCreateParams. */
export const checkoutSubscriptionData = (entry: Block, payment: Block, context: CompileContext): Param => {
  const proration = textOf(payment, 'prorationBehavior')
  const pending = textOf(payment, 'pendingInterval')
  return said({
    billing_mode: billingModeParam(
      textOf(payment, 'billingMode') || 'flexible',
      filled(textOf(payment, 'prorationDiscounts')),
    ),
    ...anchorParams(payment),
    ...trialParams(entry, payment, context),
    default_tax_rates: taxRatesParam(payment, context),
    proration_behavior: proration === 'none' ? proration : undefined,
    pending_invoice_item_interval: pending === '' ? undefined : { interval: pending },
    ...entryConnectParams(payment, context),
    metadata: metadataParam(payment),
    description: filled(textOf(payment, 'description')),
  })
}

/** The same of a payment link, which knows less: a trial in days and a description. Undefined when nothing is added. */
export const linkSubscriptionData = (
  entry: Block,
  payment: Block,
  context: CompileContext,
): Param | undefined => {
  const { trial_period_days, trial_settings } = trialParams(entry, payment, context)
  const data = said({
    trial_period_days,
    trial_settings,
    metadata: metadataParam(payment),
    description: filled(textOf(payment, 'description')),
  })
  return Object.keys(data).length > 0 ? data : undefined
}
