import type { ApiObjects, EndpointParams } from '../core/stripe-types.ts'
import { mergeMetadata, type World } from '../core/world.ts'
import { taxRatesOf } from '../resources/tax-rates.ts'
import { pendItem } from './pending.ts'
import { priceOf } from './subscription-items.ts'

type Subscription = ApiObjects['subscription']

/** Something that is billed once, beside a subscription's items, as a request asks for it. */
export type ExtraAsked = NonNullable<EndpointParams<'POST /v1/subscriptions'>['add_invoice_items']>[number]

/** Puts what is billed once onto the next invoice of a subscription. */
export function addExtras(world: World, subscription: Subscription, extras: readonly ExtraAsked[]): void {
  for (const [index, extra] of extras.entries()) {
    const path = `add_invoice_items[${index}]`
    pendItem(world, {
      customer: subscription.customer,
      clock: subscription.test_clock,
      subscription: subscription.id,
      price: priceOf(world, extra, path),
      quantity: extra.quantity ?? 1,
      period: periodOf(world, subscription, extra.period),
      metadata: mergeMetadata(null, extra.metadata),
      taxRates: taxRatesOf(world, extra.tax_rates, `${path}[tax_rates]`),
      discountable: extra.discountable,
      discounts: { asked: extra.discounts ?? [], path: `${path}[discounts]` },
    })
  }
}

/** From the latest beginning of an item's period to the earliest end of one, unless it says otherwise. */
function periodOf(
  world: World,
  { items, test_clock: clock }: Subscription,
  asked: ExtraAsked['period'],
): ApiObjects['invoiceitem']['period'] {
  const { start, end } = asked ?? {}
  const latest = Math.max(...items.data.map(item => item.current_period_start))
  const earliest = Math.min(...items.data.map(item => item.current_period_end))
  const begins = start?.type === 'now' ? world.timeOn(clock) : (start?.timestamp ?? latest)
  return { start: begins, end: Math.max(begins, end?.timestamp ?? earliest) }
}
