import type { Block } from './graph.ts'
import { numberOf, rowsOf, textOf } from './read-props.ts'

/** When a failed renewal is tried again, and what becomes of the subscription when every try has failed. */
export type RetryPolicy = {
  /** Days after the first try, one per further try, the last at the window's end. */
  readonly days: readonly number[]
  readonly window: number
  readonly finalAction: 'cancel' | 'unpaid' | 'past_due'
}

/** Days of a retry window. */
const WINDOWS: Readonly<Record<string, number>> = { '1w': 7, '2w': 14, '3w': 21, '1m': 31, '2m': 62 }
const FINAL_ACTIONS = ['cancel', 'unpaid', 'past_due'] as const

/** Days of a schedule of the design's own, in order; empty where Smart Retries choose. */
const ownDays = (dunning: Block | undefined): readonly number[] =>
  textOf(dunning, 'policy') === 'custom'
    ? [
        ...new Set(rowsOf(dunning, 'days').flatMap(({ day }) => (typeof day === 'number' ? [day] : []))),
      ].toSorted((a, b) => a - b)
    : []

/** Whether a dunning block names its days itself. */
export const isCustom = (dunning: Block): boolean => ownDays(dunning).length > 0

/**
 * The retry policy that a dunning block documents; Stripe's suggestion where none is drawn. The exact hours are Stripe's
 * secret: the tries are spread evenly over whole days. A custom schedule is taken as it is.
 */
export const retryPolicyOf = (dunning: Block | undefined): RetryPolicy => {
  const finalAction = FINAL_ACTIONS.find(action => action === textOf(dunning, 'finalAction')) ?? 'cancel'
  const own = ownDays(dunning)
  const last = own.at(-1)
  if (last !== undefined) return { days: own, window: last, finalAction }
  const window = WINDOWS[textOf(dunning, 'window')] ?? 14
  const tries = (dunning && numberOf(dunning, 'tries')) ?? 8
  return {
    days: Array.from({ length: tries }, (_, at) => Math.max(1, Math.round(((at + 1) * window) / tries))),
    window,
    finalAction,
  }
}

const ENDS: Readonly<Record<RetryPolicy['finalAction'], string>> = {
  cancel: 'cancel the subscription',
  unpaid: 'mark it unpaid',
  past_due: 'leave it past due',
}

/** A retry policy in words: “try 8 times within 14 days, then cancel the subscription”. */
export const retryPolicyText = ({ days, window, finalAction }: RetryPolicy): string =>
  `try ${days.length === 1 ? 'once' : `${days.length} times`} within ${window} days, then ${ENDS[finalAction]}`
