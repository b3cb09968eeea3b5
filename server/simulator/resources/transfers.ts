import { endpoint } from '../core/endpoint.ts'
import { invalidRequest, missingParam, noSuch } from '../core/errors.ts'
import { listOf } from '../core/list.ts'
import type { ApiObjects, EndpointParams } from '../core/stripe-types.ts'
import { mergeMetadata, type World } from '../core/world.ts'
import { insufficient } from '../money/insufficient.ts'
import { book } from '../money/ledger.ts'
import { shown } from '../money/shown.ts'
import { reversalEndpoints } from './transfer-reversals.ts'

type Transfer = ApiObjects['transfer']
type Charge = ApiObjects['charge']
type TransferParams = EndpointParams<'POST /v1/transfers'>

const NO_CAPABILITY =
  'Your destination account needs to have at least one of the following capabilities enabled: transfers, crypto_transfers, legacy_payments'

function destinationOf(world: World, id: string): ApiObjects['account'] {
  const account = world.store.get('account', id)?.row
  if (account === undefined || !world.owns(id)) throw noSuch('destination', id, 'destination')
  const { capabilities } = account
  if (capabilities?.transfers !== 'active' && capabilities?.legacy_payments !== 'active')
    throw invalidRequest(NO_CAPABILITY, { code: 'insufficient_capabilities_for_transfer' })
  return account
}

/** The charge whose money is sent on; all its transfers together may not exceed it. */
function sourceOf(world: World, params: TransferParams, amount: number): Charge | undefined {
  if (params.source_transaction === undefined) return undefined
  const charge = world.get('charge', params.source_transaction, 'source_transaction')
  if (!charge.paid || !charge.captured)
    throw invalidRequest(
      `The charge ${charge.id} has not been paid and cannot be used as a source_transaction.`,
      { param: 'source_transaction' },
    )
  if (params.currency.toLowerCase() !== charge.currency)
    throw invalidRequest(
      `The currency of source_transaction's balance transaction (${charge.currency}) must be the same as the transfer currency (${params.currency})`,
      { param: 'currency' },
    )
  const sent = world.store
    .linked('charge.transfers', charge.id)
    .reduce((sum, id) => sum + (world.find('transfer', id)?.amount ?? 0), 0)
  if (sent + amount > charge.amount_captured) {
    const already =
      sent === 0
        ? ''
        : ` (There is already a transfer using this source, amounting to ${shown(sent, charge.currency)}.)`
    throw invalidRequest(
      `Transfers using this transaction as a source must not exceed the source amount of ${shown(charge.amount_captured, charge.currency)}.${already}`,
      { param: 'amount' },
    )
  }
  return charge
}

/** Sends money from the platform's balance to a connected account's. */
export function createTransfer(world: World, params: TransferParams): Transfer {
  const { amount } = params
  if (amount === undefined) throw missingParam('amount')
  if (amount < 1)
    throw invalidRequest('This value must be greater than or equal to 1.', {
      code: 'parameter_invalid_integer',
      param: 'amount',
    })
  const currency = params.currency.toLowerCase()
  const destination = destinationOf(world, params.destination)
  const charge = sourceOf(world, params, amount)
  if (charge === undefined && world.shared.funds.of(world.account, currency, world.now).available < amount)
    throw insufficient()
  return bookTransfer(world, { amount, currency, destination: destination.id, charge, words: params, fee: 0 })
}

/** Sends a destination charge on to its account, less nothing: the platform's fee is taken there. */
export function sendOn(
  world: World,
  charge: Charge,
  to: { readonly amount: number; readonly destination: string; readonly fee: number },
): Transfer {
  const { amount, destination, fee } = to
  return bookTransfer(world, { amount, currency: charge.currency, destination, charge, words: {}, fee })
}

type Move = {
  readonly amount: number
  readonly currency: string
  readonly destination: string
  readonly charge: Charge | undefined
  readonly words: Pick<TransferParams, 'description' | 'metadata' | 'source_type' | 'transfer_group'>
  /** What the platform keeps of the payment in the connected account. */
  readonly fee: number
}

function bookTransfer(world: World, move: Move): Transfer {
  const { amount, currency, destination, charge, words } = move
  const paid = charge?.balance_transaction
    ? world.find('balance_transaction', charge.balance_transaction)
    : undefined
  const availableOn = paid === undefined ? world.now : Math.max(paid.available_on, world.now)
  const group = words.transfer_group ?? (charge === undefined ? null : groupOf(world, charge))
  const created = world.create('transfer', {
    amount,
    amount_reversed: 0,
    created: world.now,
    currency,
    description: words.description,
    destination,
    metadata: mergeMetadata(null, words.metadata),
    reversals: { object: 'list', data: [], has_more: false, url: '' },
    source_transaction: charge?.id ?? null,
    source_type: words.source_type ?? 'card',
    transfer_group: group,
  })
  const out = book(world, {
    amount: -amount,
    currency,
    type: 'transfer',
    source: created.id,
    availableOn,
    description: words.description,
  })
  const payment = receive(world.on(destination), {
    transfer: created.id,
    amount,
    currency,
    availableOn,
    fee: move.fee,
  })
  const transfer = world.change('transfer', created.id, {
    balance_transaction: out.id,
    destination_payment: payment.id,
    reversals: { object: 'list', data: [], has_more: false, url: `/v1/transfers/${created.id}/reversals` },
  })
  if (charge !== undefined) world.store.link('charge.transfers', charge.id, transfer.id)
  world.emit('transfer.created', transfer)
  return transfer
}

/** A charge's transfers form a group; the first one gives it a name. */
function groupOf(world: World, charge: Charge): string {
  if (charge.transfer_group !== null) return charge.transfer_group
  const group = `group_${charge.payment_intent ?? charge.id}`
  world.change('charge', charge.id, { transfer_group: group })
  return group
}

/** The payment as which a transfer arrives in the connected account. */
function receive(
  world: World,
  arriving: {
    readonly transfer: string
    readonly amount: number
    readonly currency: string
    readonly availableOn: number
    readonly fee: number
  },
): Charge {
  const payment = world.create('charge', {
    id: world.newId('py_1'),
    amount: arriving.amount,
    amount_captured: arriving.amount,
    amount_refunded: 0,
    billing_details: {},
    captured: true,
    created: world.now,
    currency: arriving.currency,
    fraud_details: {},
    metadata: {},
    paid: true,
    payment_method_details: { type: 'stripe_account', stripe_account: {} },
    source_transfer: arriving.transfer,
    status: 'succeeded',
  })
  const transaction = book(world, {
    amount: arriving.amount,
    currency: arriving.currency,
    type: 'payment',
    category: 'charge',
    source: payment.id,
    availableOn: arriving.availableOn,
    fees:
      arriving.fee === 0
        ? []
        : [{ type: 'application_fee', amount: arriving.fee, description: 'Application fee' }],
  })
  return world.change('charge', payment.id, { balance_transaction: transaction.id })
}

export const transferEndpoints = [
  endpoint('POST /v1/transfers', (world, params) => createTransfer(world, params)),
  endpoint('GET /v1/transfers', (world, params) =>
    listOf(world, 'transfer', {
      url: '/v1/transfers',
      page: params,
      keep: transfer =>
        (params.destination === undefined || transfer.destination === params.destination) &&
        (params.transfer_group === undefined || transfer.transfer_group === params.transfer_group),
    }),
  ),
  endpoint('GET /v1/transfers/{id}', (world, _params, path) => world.get('transfer', path['id'] ?? '')),
  endpoint('POST /v1/transfers/{id}', (world, params, path) => {
    const before = world.get('transfer', path['id'] ?? '')
    const after = world.change('transfer', before.id, {
      description: params.description,
      metadata: mergeMetadata(before.metadata, params.metadata),
    })
    world.emitChange('transfer.updated', before, after)
    return after
  }),
  ...reversalEndpoints,
]
