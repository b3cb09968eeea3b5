import { endpoint } from '../core/endpoint.ts'
import { invalidRequest } from '../core/errors.ts'
import { listOf } from '../core/list.ts'
import type { ApiObjects } from '../core/stripe-types.ts'
import type { World } from '../core/world.ts'

type Charge = ApiObjects['charge']
type Review = ApiObjects['review']

/** Puts a payment of elevated risk up for a person to look at. */
export function openReview(world: World, charge: Charge): void {
  const review = world.create('review', {
    charge: charge.id,
    created: world.now,
    open: true,
    opened_reason: 'rule',
    payment_intent: charge.payment_intent ?? undefined,
    reason: 'rule',
  })
  world.change('charge', charge.id, { review: review.id })
  if (charge.payment_intent !== null)
    world.change('payment_intent', charge.payment_intent, { review: review.id })
  world.emit('review.opened', review)
}

/** Ends a review, when there is one that is open. */
export function closeReview(
  world: World,
  id: string | null,
  reason: NonNullable<Review['closed_reason']>,
): void {
  const review = id === null ? undefined : world.find('review', id)
  if (review?.open !== true) return
  const closed = world.change('review', review.id, { closed_reason: reason, open: false, reason })
  world.emit('review.closed', closed)
}

/** The card's bank warns that a payment may be fraud: a dispute may follow unless it is refunded. */
export function warn(world: World, charge: Charge): void {
  const warning = world.create('radar.early_fraud_warning', {
    actionable: true,
    charge: charge.id,
    created: world.now,
    fraud_type: 'made_with_stolen_card',
    payment_intent: charge.payment_intent ?? undefined,
  })
  world.store.link('charge.warnings', charge.id, warning.id)
  world.emit('radar.early_fraud_warning.created', warning)
}

/** A refund or a dispute leaves nothing to be done about a warning. */
export function settleWarnings(world: World, charge: string): void {
  for (const id of world.store.linked('charge.warnings', charge)) {
    const before = world.get('radar.early_fraud_warning', id)
    const after = world.change('radar.early_fraud_warning', id, { actionable: false })
    world.emitChange('radar.early_fraud_warning.updated', before, after)
  }
}

export const reviewEndpoints = [
  endpoint('GET /v1/reviews', (world, params) =>
    listOf(world, 'review', { url: '/v1/reviews', page: params, keep: review => review.open }),
  ),
  endpoint('GET /v1/reviews/{id}', (world, _params, path) => world.get('review', path['id'] ?? '')),
  endpoint('POST /v1/reviews/{id}/approve', (world, _params, path) => {
    const review = world.get('review', path['id'] ?? '')
    if (!review.open) throw invalidRequest('This review is already closed.')
    closeReview(world, review.id, 'approved')
    return world.get('review', review.id)
  }),
  endpoint('GET /v1/radar/early_fraud_warnings', (world, params) =>
    listOf(world, 'radar.early_fraud_warning', {
      url: '/v1/radar/early_fraud_warnings',
      page: params,
      keep: warning =>
        (params.charge === undefined || warning.charge === params.charge) &&
        (params.payment_intent === undefined || warning.payment_intent === params.payment_intent),
    }),
  ),
  endpoint('GET /v1/radar/early_fraud_warnings/{id}', (world, _params, path) =>
    world.get('radar.early_fraud_warning', path['id'] ?? ''),
  ),
]
