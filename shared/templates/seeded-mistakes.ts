import type { FlowEdit, GraphPatch } from '#shared/flow/edits.ts'
import { type BlockId, blockId, connectionId, entriesOf } from '#shared/flow/ids.ts'
import { invariant } from '#shared/money/invariant.ts'
import { flagship } from './flagship.ts'

/** A mistake made on the flagship, for demonstrations and tests. */
export type SeededMistake = {
  readonly id: string
  /** What was done, in the user's words. */
  readonly title: string
  readonly patch: GraphPatch
  /** Rules that report it, sorted, beside the advice on the clean flagship. */
  readonly expected: readonly string[]
  /** Whether the design is so broken that amounts are unknown or nothing is charged, so that advice about money is silent. */
  readonly moneyUnknown?: boolean
}

/** Advice on the clean flagship. */
export const FLAGSHIP_ADVICE: readonly string[] = [
  'money/mau-heavy',
  'risk/new-provider-reserve',
  'risk/no-radar',
]

const set = (id: string, props: Readonly<Record<string, unknown>>): FlowEdit => ({
  op: 'block.set',
  id: blockId(id),
  set: { props },
})

const connectionBetween = (from: string, to: string): FlowEdit => {
  const ends: readonly [BlockId, BlockId] = [blockId(from), blockId(to)]
  const found = entriesOf(flagship.document.graph.connections).find(
    ([, connection]) => connection.from.block === ends[0] && connection.to.block === ends[1],
  )
  invariant(found !== undefined, `the flagship has no connection from ${from} to ${to}`)
  return { op: 'connection.remove', id: connectionId(found[0]) }
}

const endpoint = flagship.document.graph.blocks[blockId('wh')]
const heard = Array.isArray(endpoint?.props['enabledEvents'])
  ? endpoint.props['enabledEvents'].map(String)
  : []

/** The ten mistakes by which the checks are shown. Each one has exactly these findings, and a quick fix where one is mechanical. */
export const SEEDED_MISTAKES: readonly SeededMistake[] = [
  {
    id: 'single-destination',
    title: 'Send the whole subscription to one provider',
    patch: [set('sub', { transferData: [{ destination: 'A' }] })],
    expected: ['connect/subscription-single-destination', 'connect/transfer-data-and-split'],
  },
  {
    id: 'mixed-interval',
    title: 'Bill pest control every year',
    patch: [set('qC', { interval: 'year' })],
    expected: ['billing/bundle-not-one-payment', 'billing/mixed-dunning-all'],
  },
  {
    id: 'mixed-currency',
    title: 'Price landscaping in euros',
    patch: [set('qB', { currency: 'eur' })],
    expected: ['billing/mixed-currency'],
    moneyUnknown: true,
  },
  {
    id: 'unowned-remainder',
    title: 'Leave the commission to nobody',
    patch: [connectionBetween('spl', 'plt')],
    expected: ['connect/split-remainder-unowned'],
  },
  {
    id: 'double-trigger',
    title: 'Share on the charge as well as on the paid invoice',
    patch: [
      set('wh', { enabledEvents: [...heard, 'charge.succeeded'] }),
      set('paid', { events: ['invoice.paid', 'charge.succeeded'] }),
    ],
    expected: ['webhooks/double-trigger'],
  },
  {
    id: 'refund-keeps-share',
    title: 'Refund without taking the share back',
    patch: [connectionBetween('rf', 'rv')],
    expected: ['connect/refund-no-reversal'],
  },
  {
    id: 'dispute-keeps-share',
    title: 'Answer disputes without taking the shares back',
    patch: [connectionBetween('dp', 'rv')],
    expected: ['connect/dispute-no-recovery'],
  },
  {
    id: 'cross-border',
    title: 'Move pest control to Brazil',
    patch: [set('C', { country: 'BR' })],
    expected: ['connect/cross-border-unsupported', 'money/implicit-fx'],
  },
  {
    id: 'thin-commission',
    title: 'Keep two percent only',
    patch: [set('spl', { commissionBps: 200 })],
    expected: ['connect/split-over-net', 'money/negative-margin'],
  },
  {
    id: 'below-minimum',
    title: 'Sell everything for ten cents',
    patch: [set('qA', { unitAmount: 10 }), set('qB', { unitAmount: 10 }), set('qC', { unitAmount: 10 })],
    expected: ['billing/invoice-under-minimum'],
    moneyUnknown: true,
  },
]
