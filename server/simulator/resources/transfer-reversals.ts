import { endpoint } from '../core/endpoint.ts'
import { invalidRequest, noSuch } from '../core/errors.ts'
import { type ListAnswer, type Page, pageOf } from '../core/list.ts'
import type { ApiObjects } from '../core/stripe-types.ts'
import { mergeMetadata, type World } from '../core/world.ts'
import { book } from '../money/ledger.ts'
import { shown } from '../money/shown.ts'
import { refundFeeOf } from './application-fees.ts'

type Transfer = ApiObjects['transfer']
type Reversal = ApiObjects['transfer_reversal']
type Asked = {
  readonly amount?: number | undefined
  readonly description?: string | null | undefined
  readonly metadata?: Readonly<Record<string, string | number | null>> | null | undefined
  readonly refund_application_fee?: boolean | undefined
}

function checkReversal(world: World, transfer: Transfer, amount: number): void {
  const left = transfer.amount - transfer.amount_reversed
  if (left === 0)
    throw invalidRequest(`Transfer ${transfer.id} is already fully reversed.`, {
      code: 'transfer_already_reversed',
    })
  if (amount > left)
    throw invalidRequest(
      `Amount ${shown(amount, transfer.currency)} is greater than the unreversed amount on transfer (${shown(left, transfer.currency)})`,
      { param: 'amount' },
    )
  if (amount < 1)
    throw invalidRequest('This value must be greater than or equal to 1.', {
      code: 'parameter_invalid_integer',
      param: 'amount',
    })
  const { destination } = transfer
  if (destination === null || transfer.source_transaction !== null) return
  if (world.shared.funds.of(destination, transfer.currency, world.now).available < amount)
    throw invalidRequest(
      `Insufficient funds in the destination account ${destination} to reverse ${shown(amount, transfer.currency)}.`,
      { code: 'balance_insufficient' },
    )
}

/** Takes money of a transfer back from the connected account. One tied to a charge may leave the account negative. */
export function reverseTransfer(world: World, transfer: Transfer, asked: Asked): Reversal {
  const amount = asked.amount ?? transfer.amount - transfer.amount_reversed
  checkReversal(world, transfer, amount)
  const { currency } = transfer
  const sent =
    transfer.balance_transaction === null
      ? undefined
      : world.find('balance_transaction', transfer.balance_transaction)
  const availableOn = Math.max(sent?.available_on ?? world.now, world.now)
  const created = world.create('transfer_reversal', {
    amount,
    created: world.now,
    currency,
    metadata: mergeMetadata(null, asked.metadata),
    transfer: transfer.id,
  })
  const back = book(world, {
    amount,
    currency,
    type: 'transfer_refund',
    category: 'transfer_reversal',
    source: created.id,
    description: asked.description,
    availableOn,
  })
  const refund =
    transfer.destination === null
      ? null
      : giveBack(world.on(transfer.destination), transfer, { amount, availableOn })
  const reversal = world.change('transfer_reversal', created.id, {
    balance_transaction: back.id,
    destination_payment_refund: refund,
  })
  world.store.link('transfer.reversals', transfer.id, reversal.id)
  const reversed = transfer.amount_reversed + amount
  const after = world.change('transfer', transfer.id, {
    amount_reversed: reversed,
    reversed: reversed === transfer.amount,
    reversals: {
      ...transfer.reversals,
      data: [reversal, ...transfer.reversals.data].slice(0, 10),
      has_more: transfer.reversals.data.length >= 10,
    },
  })
  world.emitChange('transfer.reversed', transfer, after)
  if (asked.refund_application_fee === true)
    refundFeeOf(world, transfer.source_transaction, {
      from: transfer.amount_reversed,
      to: reversed,
      of: transfer.amount,
    })
  return reversal
}

function giveBack(
  world: World,
  transfer: Transfer,
  taken: { readonly amount: number; readonly availableOn: number },
): string | null {
  const payment = world.find('charge', transfer.destination_payment ?? '')
  if (payment === undefined) return null
  const refund = world.create('refund', {
    id: world.newId('pyr_1'),
    amount: taken.amount,
    charge: payment.id,
    created: world.now,
    currency: transfer.currency,
    metadata: {},
    status: 'succeeded',
  })
  const transaction = book(world, {
    amount: -taken.amount,
    currency: transfer.currency,
    type: 'payment_refund',
    category: 'refund',
    source: refund.id,
    availableOn: taken.availableOn,
  })
  world.change('refund', refund.id, { balance_transaction: transaction.id })
  world.store.link('charge.refunds', payment.id, refund.id)
  const refunded = payment.amount_refunded + taken.amount
  world.change('charge', payment.id, { amount_refunded: refunded, refunded: refunded === payment.amount })
  return refund.id
}

function reversalsOf(
  world: World,
  transfer: Transfer,
  page: Page,
): ListAnswer<ApiObjects['transfer_reversal']> {
  const rows = world.store
    .linked('transfer.reversals', transfer.id)
    .map(id => world.get('transfer_reversal', id))
    .toReversed()
  return pageOf(rows, page, `/v1/transfers/${transfer.id}/reversals`)
}

/** @throws ApiError 404 for a reversal of another transfer. */
function reversalOf(world: World, transfer: Transfer, id: string): Reversal {
  const reversal = world.get('transfer_reversal', id)
  if (reversal.transfer !== transfer.id) throw noSuch('transfer reversal', id)
  return reversal
}

export const reversalEndpoints = [
  endpoint('POST /v1/transfers/{id}/reversals', (world, params, path) =>
    reverseTransfer(world, world.get('transfer', path['id'] ?? ''), params),
  ),
  endpoint('GET /v1/transfers/{id}/reversals', (world, params, path) =>
    reversalsOf(world, world.get('transfer', path['id'] ?? ''), params),
  ),
  endpoint('GET /v1/transfers/{transferId}/reversals/{id}', (world, _params, { transferId = '', id = '' }) =>
    reversalOf(world, world.get('transfer', transferId), id),
  ),
  endpoint(
    'POST /v1/transfers/{transferId}/reversals/{id}',
    (world, params, { transferId = '', id = '' }) => {
      const transfer = world.get('transfer', transferId)
      const before = reversalOf(world, transfer, id)
      const after = world.change('transfer_reversal', before.id, {
        metadata: mergeMetadata(before.metadata, params.metadata),
      })
      const data = transfer.reversals.data.map(one => (one.id === after.id ? after : one))
      world.change('transfer', transfer.id, { reversals: { ...transfer.reversals, data } })
      return after
    },
  ),
]
