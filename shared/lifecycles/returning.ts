import type { Block } from '#shared/flow/graph.ts'
import type { BlockId } from '#shared/flow/ids.ts'
import type { GiveBack, GiveBackWish, Ref } from '#shared/flow/parameters.ts'
import { said } from '#shared/flow/said.ts'
import type { TakingBack } from '#shared/flow/take-back.ts'
import { isAutomatic } from '#shared/flow/taxes.ts'
import type { FoundPayment } from './find-payment.ts'
import type { IncidentCalls, StageCalls } from './incident-calls.ts'

/** What is given back, with services named by the blocks of their prices. */
export type ReturnWish = Omit<GiveBackWish, 'prices' | 'limits'> & {
  readonly prices: readonly BlockId[]
  readonly limits?: readonly { readonly price: BlockId; readonly amount: number }[]
}

/** Where a payment was found, what of it is given back, and whose shares are taken back. */
type Found = {
  readonly payment: Block
  readonly stage: StageCalls
  readonly found: Pick<FoundPayment, 'invoice' | 'lines' | 'charges' | 'intent' | 'onAccount'>
  readonly wish: ReturnWish
  readonly taking: TakingBack | null
}

/** A payment of a run of which something is given back; `part` is worked out when the run knows what was paid. */
export type Returning = Found & { readonly part: (what: GiveBack['$giveBack'], less?: number) => GiveBack }

const notesOf = ({ found: { invoice, onAccount }, stage }: Found): Ref | null =>
  invoice &&
  stage.call(
    'creditNotes.list',
    { invoice, limit: 100 },
    { name: 'notes', title: 'Find earlier credit notes', ...(onAccount ? { onAccount } : {}) },
  )

/** Looks up what was given back before, so that a part of what is left can be given back. */
export const returningOf = (returned: Found, calls: IncidentCalls): Returning => {
  const { payment, found, wish, taking } = returned
  const { flow } = calls
  const notes = notesOf(returned)
  const idOf = (id: BlockId): Ref | null => {
    const price = flow.block(id)
    return price ? calls.priceOf(price) : null
  }
  const idsOf = (prices: readonly BlockId[]): Ref[] => prices.flatMap(id => idOf(id) ?? [])
  const { limits, ...plain } = wish
  const limited = limits?.flatMap(({ price, amount }) => {
    const ref = idOf(price)
    return ref ? [{ price: ref, amount }] : []
  })
  const part = (what: GiveBack['$giveBack'], less = 0): GiveBack => ({
    $giveBack: what,
    wish: { ...plain, prices: idsOf(wish.prices), ...(limited ? { limits: limited } : {}) },
    legs: (taking?.legs ?? []).flatMap(({ account, prices }) => {
      const ref = calls.accountOf(account)
      return ref ? [{ account: ref, prices: idsOf(prices.map(price => price.id)) }] : []
    }),
    lines: found.lines,
    charges: found.charges,
    ...(less > 0 ? { less } : {}),
    ...(isAutomatic(payment, flow) ? { automatic: true } : {}),
    ...(notes ? { notes: { ...notes, path: 'data' } } : {}),
  })
  return { ...returned, part }
}

/** Of what is taken back, what was sent before a day: a share that waits is not there yet, and is sent less the refund. */
export const sentOnly = (taking: TakingBack | null, day: number): TakingBack | null => {
  const legs = taking?.legs.filter(({ waitDays }) => waitDays === 0 || waitDays < day) ?? []
  return taking && legs.length > 0 ? { ...taking, legs } : null
}

/** Shares are taken back in proportion to what was given back to date, so that rounding does not drift. */
export const takeBack = ({ stage, found, part }: Returning, by: Block): Ref => {
  const transfers = stage.call(
    'transfers.list',
    { transfer_group: found.intent('latest_charge.transfer_group'), limit: 100 },
    { name: 'transfers', by: by.id, title: 'Find the transfers of the payment' },
  )
  return stage.call(
    'transfers.createReversal',
    said({
      amount: part('reversal'),
      metadata: said({ reason: 'refund', invoice: found.invoice ?? undefined }),
    }),
    {
      name: 'reversal',
      by: by.id,
      each: { ...transfers, path: 'data' },
      target: { $ref: 'each', path: 'id' },
      title: `Take back a share with “${by.label}”`,
    },
  )
}
