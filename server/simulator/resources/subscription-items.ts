import { changeDirectly } from '../billing/change-directly.ts'
import { subscriptionOfItem } from '../billing/update-subscription.ts'
import { endpoint } from '../core/endpoint.ts'
import { noSuch } from '../core/errors.ts'
import { pageOf } from '../core/list.ts'
import { present } from '../core/present.ts'
import type { ApiObjects, EndpointParams } from '../core/stripe-types.ts'
import type { World } from '../core/world.ts'

function itemOf(world: World, id: string): ApiObjects['subscription_item'] {
  const [subscription] = world.store.linked('item.subscription', id)
  const found = subscription === undefined ? undefined : world.find('subscription', subscription)
  const item = found?.items.data.find(one => one.id === id)
  if (item === undefined) throw noSuch('subscription item', id)
  return item
}

type Asked =
  | EndpointParams<'POST /v1/subscription_items'>
  | EndpointParams<'POST /v1/subscription_items/{id}'>

/** What a request says of an item. */
const askedOf = (params: Asked) =>
  present({
    billing_thresholds: params.billing_thresholds,
    discounts: params.discounts,
    price: params.price,
    price_data: params.price_data,
    quantity: params.quantity,
    metadata: params.metadata,
    tax_rates: params.tax_rates,
  })

export const subscriptionItemEndpoints = [
  endpoint('POST /v1/subscription_items', (world, params) => {
    const before = world.get('subscription', params.subscription, 'subscription')
    const known = new Set(before.items.data.map(item => item.id))
    const after = changeDirectly(world, before, {
      items: [askedOf(params)],
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
    changeDirectly(world, subscriptionOfItem(world, id), {
      items: [{ id, ...askedOf(params) }],
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
