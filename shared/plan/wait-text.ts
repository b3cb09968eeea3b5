import type { FromNow } from '#shared/flow/parameters.ts'
import type { Operation, Plan } from './plan.ts'

/** Days in words: “1 day”, “7 days”. */
export const daysText = (days: number): string => `${days} day${days === 1 ? '' : 's'}`

/** A time that counts from its call, in words: “30 minutes after the call”. */
export const fromNowText = ({ $fromNow }: FromNow): string => `${$fromNow / 60} minutes after the call`

/**
 * What a run does about operations that wait where it has no test clock to advance, in a sentence; null where it has one,
 * or nothing waits. It keeps their order: what a scenario lets happen before their day happens before them.
 */
export const waitNote = ({ mode, clock, operations, reactions }: Plan): string | null => {
  const waits = ({ waitDays }: Operation) => waitDays !== undefined
  const any = operations.some(waits) || reactions.some(reaction => reaction.operations.some(waits))
  return any && clock === null && mode === 'unattended'
    ? 'Nothing here has a test clock that could be advanced: a run takes the days of what waits as over, in their order.'
    : null
}
