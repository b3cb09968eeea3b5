import { endpoint } from '../core/endpoint.ts'
import { invalidRequest, noSuch } from '../core/errors.ts'
import { listOf, matches, pageOf } from '../core/list.ts'
import type { ApiObjects } from '../core/stripe-types.ts'
import { mergeMetadata, type World } from '../core/world.ts'
import { alongside, type Stretch } from '../money/allocate.ts'
import { book } from '../money/ledger.ts'

type FeeRefund = ApiObjects['fee_refund']
type Asked = {
  readonly amount?: number | undefined
  readonly metadata?: Readonly<Record<string, string | number | null>> | null | undefined
}

/** Gives a platform's fee back to the connected account it was taken from. */
export function refundFee(world: World, id: string, asked: Asked): FeeRefund {
  const fee = world.get('application_fee', id)
  const left = fee.amount - fee.amount_refunded
  const amount = asked.amount ?? left
  if (left === 0)
    throw invalidRequest(`Application fee ${id} has already been refunded.`, {
      code: 'application_fee_already_refunded',
    })
  if (amount < 1 || amount > left)
    throw invalidRequest(
      `Refund amount (${amount}) must be between 1 and the unrefunded amount of the fee (${left}).`,
      { param: 'amount' },
    )
  const refundId = world.newId('fr_1')
  const out = book(world, {
    amount: -amount,
    currency: fee.currency,
    type: 'application_fee_refund',
    category: 'platform_earning_refund',
    source: refundId,
  })
  book(world.on(fee.account), {
    amount,
    currency: fee.currency,
    type: 'adjustment',
    category: 'fee',
    source: fee.charge,
    description: 'Application fee refund',
  })
  const refund = world.create('fee_refund', {
    id: refundId,
    amount,
    balance_transaction: out.id,
    created: world.now,
    currency: fee.currency,
    fee: id,
    metadata: mergeMetadata(null, asked.metadata),
  })
  world.store.link('fee.refunds', id, refund.id)
  const refunded = fee.amount_refunded + amount
  const after = world.change('application_fee', id, {
    amount_refunded: refunded,
    refunded: refunded === fee.amount,
    refunds: {
      ...fee.refunds,
      data: [refund, ...fee.refunds.data].slice(0, 10),
      has_more: fee.refunds.data.length >= 10,
    },
  })
  world.emitChange('application_fee.refunded', fee, after)
  return refund
}

/** Gives as much of a charge's fee back as goes with a stretch of the charge, and no more than is left of it. */
export function refundFeeOf(world: World, charge: string | null, stretch: Stretch): void {
  const [fee] = charge === null ? [] : world.store.linked('charge.application_fee', charge)
  if (fee === undefined)
    throw invalidRequest('The charge has no application fee to refund.', { param: 'refund_application_fee' })
  const platform = world.on(world.platform)
  const { amount, amount_refunded: refunded } = platform.get('application_fee', fee)
  const share = alongside(amount, stretch)
  if (share > 0) refundFee(platform, fee, { amount: Math.min(share, amount - refunded) })
}

/** @throws ApiError 404 for a refund of another fee. */
function refundOf(world: World, fee: ApiObjects['application_fee'], id: string): FeeRefund {
  const refund = world.get('fee_refund', id)
  if (refund.fee !== fee.id) throw noSuch('application fee refund', id)
  return refund
}

export const applicationFeeEndpoints = [
  endpoint('GET /v1/application_fees', (world, params) =>
    listOf(world, 'application_fee', {
      url: '/v1/application_fees',
      page: params,
      keep: fee =>
        params.charge === undefined ||
        fee.charge === params.charge ||
        fee.originating_transaction === params.charge,
    }),
  ),
  endpoint('GET /v1/application_fees/{id}', (world, _params, path) =>
    world.get('application_fee', path['id'] ?? ''),
  ),
  endpoint('POST /v1/application_fees/{id}/refunds', (world, params, path) =>
    refundFee(world, path['id'] ?? '', params),
  ),
  endpoint('GET /v1/application_fees/{id}/refunds', (world, params, path) => {
    const fee = world.get('application_fee', path['id'] ?? '')
    const rows = world.store
      .linked('fee.refunds', fee.id)
      .map(id => world.get('fee_refund', id))
      .toReversed()
    return pageOf(rows, params, `/v1/application_fees/${fee.id}/refunds`)
  }),
  endpoint('GET /v1/application_fees/{feeId}/refunds/{id}', (world, _params, { feeId = '', id = '' }) =>
    refundOf(world, world.get('application_fee', feeId), id),
  ),
  endpoint('POST /v1/application_fees/{feeId}/refunds/{id}', (world, params, { feeId = '', id = '' }) => {
    const fee = world.get('application_fee', feeId)
    const before = refundOf(world, fee, id)
    const after = world.change('fee_refund', before.id, {
      metadata: mergeMetadata(before.metadata, params.metadata),
    })
    const data = fee.refunds.data.map(one => (one.id === after.id ? after : one))
    world.change('application_fee', fee.id, { refunds: { ...fee.refunds, data } })
    if (!matches(after, { metadata: before.metadata })) world.emit('application_fee.refund.updated', after)
    return after
  }),
]
