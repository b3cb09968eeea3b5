import { changeDirectly } from '../billing/change-directly.ts'
import { subscriptionOfItem } from '../billing/update-subscription.ts'
import { endpoint } from '../core/endpoint.ts'
import { noSuch } from '../core/errors.ts'
import { pageOf } from '../core/list.ts'
import { present } from '../core/present.ts'
import type { ApiObjects } from '../core/stripe-types.ts'
import type { World } from '../core/world.ts'

function itemOf(world: World, id: string): ApiObjects['subscription_item'] {
  const [subscription] = world.store.linked('item.subscription', id)
  const found = subscription === undefined ? undefined : world.find('subscription', subscription)
  const item = found?.items.data.find(one => one.id === id)
  if (item === undefined) throw noSuch('subscription item', id)
  return item
}

export const subscriptionItemEndpoints = [
  endpoint('POST /v1/subscription_items', (world, params) => {
    const before = world.get('subscription', params.subscription, 'subscription')
    const known = new Set(before.items.data.map(item => item.id))
    const { discounts, price, price_data: data, quantity, metadata, tax_rates: rates } = params
    const after = changeDirectly(world, before, {
      items: [present({ discounts, price, price_data: data, quantity, metadata, tax_rates: rates })],
      behavior: params.proration_behavior,
      date: params.proration_date,
      payment: params.payment_behavior,
    })
    const added = after.items.data.find(item => !known.has(item.id))
    if (added === undefined) throw new TypeError('no item was added')
    return added
  }),
  endpoint('GET /v1/subscription_items', (world, params) => {
    const subscription = world.get('subscription', params.subscription, 'subscription')
    return pageOf(subscription.items.data, params, '/v1/subscription_items')
  }),
  endpoint('GET /v1/subscription_items/{id}', (world, _params, path) => itemOf(world, path['id'] ?? '')),
  endpoint('POST /v1/subscription_items/{id}', (world, params, path) => {
    const { id } = itemOf(world, path['id'] ?? '')
    const { discounts, price, price_data: data, quantity, metadata, tax_rates: rates } = params
    const change = present({ id, discounts, price, price_data: data, quantity, metadata, tax_rates: rates })
    changeDirectly(world, subscriptionOfItem(world, id), {
      items: [change],
      behavior: params.proration_behavior,
      date: params.proration_date,
      payment: params.payment_behavior,
      offSession: params.off_session,
    })
    return itemOf(world, id)
  }),
  endpoint('DELETE /v1/subscription_items/{id}', (world, params, path) => {
    const { id } = itemOf(world, path['id'] ?? '')
    changeDirectly(world, subscriptionOfItem(world, id), {
      items: [{ id, deleted: true, ...present({ clear_usage: params.clear_usage }) }],
      behavior: params.proration_behavior,
      date: params.proration_date,
      payment: params.payment_behavior,
    })
    return { id, object: 'subscription_item', deleted: true }
  }),
]
