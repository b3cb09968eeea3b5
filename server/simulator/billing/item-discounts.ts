import type { ApiObjects } from '../core/stripe-types.ts'
import type { World } from '../core/world.ts'
import { boughtIn } from './bought.ts'
import {
  createDiscounts,
  type DiscountAsked,
  type Discounted,
  dropDiscounts,
  remaining,
} from './discounts.ts'

type Item = ApiObjects['subscription_item']

type For = Pick<Discounted, 'customer' | 'currency' | 'start' | 'path'>

/** Discounts as a request asks for them: not said, none from now on, or these. */
export type DiscountsAsked = readonly DiscountAsked[] | null | undefined

/** A subscription's item with the discounts that a request asks for; what it does not say stays. */
export function discountedItem(
  world: World,
  item: Item,
  { asked, ...about }: For & { readonly asked: DiscountsAsked },
): Item {
  if (asked === undefined) return item
  const discounts = createDiscounts(world, asked ?? [], {
    ...about,
    subscription: item.subscription,
    subscriptionItem: item.id,
    bought: boughtIn(world, [item], about.currency),
  })
  dropDiscounts(world, item.discounts, discounts)
  return { ...item, discounts }
}

/** Drops what an invoice has used up of the discounts of a subscription, and of the items that it bills. */
export function useDiscounts(world: World, id: string, { lines }: ApiObjects['invoice']): void {
  const { currency, discounts, items, test_clock: clock } = world.get('subscription', id)
  const how = { at: world.timeOn(clock), currency }
  const left = remaining(world, discounts, how)
  if (left.length < discounts.length) world.change('subscription', id, { discounts: left })
  if (items.data.every(item => item.discounts.length === 0)) return
  const billed = new Set(lines.data.map(line => line.parent?.subscription_item_details?.subscription_item))
  const data = items.data.map(item =>
    billed.has(item.id) ? { ...item, discounts: remaining(world, item.discounts, how) } : item,
  )
  world.change('subscription', id, { items: { ...items, data } })
}
