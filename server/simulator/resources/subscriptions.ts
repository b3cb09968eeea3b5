import { applyUpdate, checkUnscheduled } from '../billing/apply-update.ts'
import { billUsage } from '../billing/bill-usage.ts'
import { changeMode } from '../billing/billing-mode.ts'
import { dropProrations } from '../billing/cancellation.ts'
import { deletedDiscount, dropDiscounts, noDiscount } from '../billing/discounts.ts'
import { keepInPhase } from '../billing/keep-in-phase.ts'
import { pause, resume } from '../billing/pause.ts'
import { subscribe } from '../billing/subscribe.ts'
import { billNow, creditUnused } from '../billing/update-subscription.ts'
import { endpoint } from '../core/endpoint.ts'
import { invalidRequest, noSuch } from '../core/errors.ts'
import { listOf } from '../core/list.ts'
import type { ApiObjects } from '../core/stripe-types.ts'
import { cancelNow, changeSubscription, ENDED } from './subscription-status.ts'

type Subscription = ApiObjects['subscription']

function wanted(subscription: Subscription, status: string | undefined): boolean {
  if (status === 'all') return true
  if (status === 'ended') return ENDED.has(subscription.status)
  return status === undefined ? subscription.status !== 'canceled' : subscription.status === status
}

export const subscriptionEndpoints = [
  endpoint('POST /v1/subscriptions', (world, params) => subscribe(world, params)),
  endpoint('GET /v1/subscriptions', (world, params) =>
    listOf(world, 'subscription', {
      url: '/v1/subscriptions',
      page: params,
      ...(params.customer === undefined
        ? {}
        : { ids: world.store.linked('customer.subscriptions', params.customer) }),
      keep: subscription =>
        wanted(subscription, params.status) &&
        (params.collection_method === undefined ||
          subscription.collection_method === params.collection_method) &&
        (params.price === undefined ||
          subscription.items.data.some(item => item.price.id === params.price)) &&
        (params.test_clock === undefined
          ? params.customer !== undefined || subscription.test_clock === null
          : subscription.test_clock === params.test_clock),
    }),
  ),
  endpoint('GET /v1/subscriptions/{id}', (world, _params, path) =>
    world.get('subscription', path['id'] ?? ''),
  ),
  endpoint('POST /v1/subscriptions/{id}', (world, params, path) =>
    applyUpdate(world, world.get('subscription', path['id'] ?? ''), params),
  ),
  endpoint('DELETE /v1/subscriptions/{id}', (world, params, path) => {
    const before = world.get('subscription', path['id'] ?? '')
    if (ENDED.has(before.status)) throw noSuch('subscription', before.id)
    if (params.prorate === true) creditUnused(world, before)
    else if (params.invoice_now !== true) dropProrations(world, before)
    if (params.invoice_now === true) {
      billUsage(world, before)
      billNow(world, before)
    }
    const { cancellation_details: details } = params
    return cancelNow(world, before.id, {
      comment: details?.comment ?? null,
      feedback: details?.feedback ?? null,
    })
  }),
  endpoint('POST /v1/subscriptions/{id}/pause', (world, params, path) => {
    const before = world.get('subscription', path['id'] ?? '')
    checkUnscheduled(before, 'pausing it')
    return pause(world, before, params)
  }),
  endpoint('POST /v1/subscriptions/{id}/resume', (world, params, path) =>
    resume(world, world.get('subscription', path['id'] ?? ''), params),
  ),
  endpoint('POST /v1/subscriptions/{id}/migrate', (world, params, path) => {
    const before = world.get('subscription', path['id'] ?? '')
    if (before.billing_mode.type === 'flexible')
      throw invalidRequest('The subscription is in the flexible billing mode already.', {
        param: 'billing_mode',
      })
    return changeMode(world, before, params.billing_mode)
  }),
  endpoint('DELETE /v1/subscriptions/{id}/discount', (world, _params, path) => {
    const before = world.get('subscription', path['id'] ?? '')
    const [id] = before.discounts
    if (id === undefined) throw noDiscount(`subscription ${before.id} on customer ${before.customer}`)
    keepInPhase(world, before, changeSubscription(world, before.id, { discounts: [] }))
    dropDiscounts(world, before.discounts, [])
    return deletedDiscount(world, id)
  }),
]
