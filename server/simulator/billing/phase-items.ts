import { present } from '../core/present.ts'
import type { ApiObjects, EndpointParams } from '../core/stripe-types.ts'
import { mergeMetadata, type World } from '../core/world.ts'
import { taxRatesOf } from '../resources/tax-rates.ts'
import type { DiscountAsked } from './discounts.ts'
import type { ExtraAsked } from './extras.ts'
import type { DiscountsAsked } from './item-discounts.ts'
import { priceOf } from './subscription-items.ts'
import { isMetered } from './usage.ts'

type Phase = ApiObjects['subscription_schedule']['phases'][number]
type Given = NonNullable<EndpointParams<'POST /v1/subscription_schedules/{id}'>['phases']>[number]
type Item = Pick<
  ApiObjects['subscription_item'],
  'price' | 'quantity' | 'metadata' | 'tax_rates' | 'discounts'
>
type Discount = Phase['discounts'][number]

/** An item of a subscription as a phase has it. */
export function itemOf({ discounts, ...item }: Item): Phase['items'][number] {
  return phaseItem({ ...item, discounts: goingOn(discounts) })
}

function phaseItem(
  item: Omit<Item, 'discounts'> & { readonly discounts: readonly Discount[] },
): Phase['items'][number] {
  const { price, quantity, metadata, tax_rates, discounts } = item
  const metered = isMetered({ price })
  return {
    billing_thresholds: null,
    discounts,
    metadata,
    plan: price.id,
    price: price.id,
    ...(metered ? {} : { quantity: quantity ?? 1 }),
    tax_rates,
  }
}

/** An item of a phase as it is asked for. */
export function itemIn(
  world: World,
  price: ApiObjects['price'],
  { given, path }: { readonly given: Given['items'][number] | undefined; readonly path: string },
): Phase['items'][number] {
  return phaseItem({
    price,
    discounts: discountsIn(world, given?.discounts, `${path}[discounts]`),
    metadata: mergeMetadata(null, given?.metadata),
    tax_rates: taxRatesOf(world, given?.tax_rates, `${path}[tax_rates]`),
    ...present({ quantity: given?.quantity }),
  })
}

/** Discounts that there are, as a phase has them. */
export const goingOn = (discounts: readonly string[]): Phase['discounts'] =>
  discounts.map(discount => ({ coupon: null, discount, promotion_code: null }))

/** Discounts that a phase is to bring, as it has them. */
export const discountsIn = (world: World, asked: DiscountsAsked, path: string): Phase['discounts'] =>
  (asked ?? []).map((one, index) => ({
    coupon: one.coupon === undefined ? null : world.get('coupon', one.coupon, `${path}[${index}][coupon]`).id,
    discount: one.discount ?? null,
    promotion_code: one.promotion_code ?? null,
  }))

/** What a phase bills once, as it is asked for. */
export function extrasIn(world: World, given: Given, path: string): Phase['add_invoice_items'] {
  return (given.add_invoice_items ?? []).map((extra, index) => {
    const at = `${path}[add_invoice_items][${index}]`
    const { start, end } = extra.period ?? USUAL
    return {
      discountable: extra.discountable ?? true,
      discounts: discountsIn(world, extra.discounts, `${at}[discounts]`),
      metadata: mergeMetadata(null, extra.metadata),
      period: {
        start: present({ type: start.type, timestamp: start.timestamp }),
        end: present({ type: end.type, timestamp: end.timestamp }),
      },
      price: priceOf(world, extra, at).id,
      quantity: extra.quantity ?? 1,
      tax_rates: taxRatesOf(world, extra.tax_rates, `${at}[tax_rates]`),
    }
  })
}

const USUAL: NonNullable<NonNullable<Given['add_invoice_items']>[number]['period']> = {
  start: { type: 'max_item_period_start' },
  end: { type: 'min_item_period_end' },
}

/**
 * Discounts of a phase as a request asks for them. A coupon that goes on from before keeps its discount: what it has
 * used up of its months stays used.
 */
export function discountsAsked(
  world: World,
  discounts: Phase['discounts'],
  before: readonly string[] = [],
): DiscountAsked[] {
  const kept = new Map(before.map(id => [world.find('discount', id)?.source.coupon, id]))
  return discounts.map(({ coupon, discount, promotion_code: code }) => {
    const going = coupon === null ? undefined : kept.get(coupon)
    return going === undefined
      ? present({
          coupon: coupon ?? undefined,
          discount: discount ?? undefined,
          promotion_code: code ?? undefined,
        })
      : { discount: going }
  })
}

/** The tax rates of a phase as a request names them. */
export const idsOf = (rates: Phase['default_tax_rates']): string[] | undefined =>
  rates && rates.length > 0 ? rates.map(({ id }) => id) : undefined

/** What a phase bills once, as a subscription is asked for it. */
export const extrasAsked = (world: World, phase: Phase): ExtraAsked[] =>
  phase.add_invoice_items.map(extra =>
    present({
      discountable: extra.discountable ?? undefined,
      discounts: discountsAsked(world, extra.discounts),
      metadata: extra.metadata ?? undefined,
      period: {
        start:
          extra.period.start.type === 'phase_start'
            ? { type: 'timestamp', timestamp: phase.start_date }
            : extra.period.start,
        end:
          extra.period.end.type === 'phase_end'
            ? { type: 'timestamp', timestamp: phase.end_date }
            : extra.period.end,
      },
      price: extra.price,
      quantity: extra.quantity ?? undefined,
      tax_rates: idsOf(extra.tax_rates),
    }),
  )
