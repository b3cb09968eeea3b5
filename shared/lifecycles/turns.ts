import type { FlowIndex } from '#shared/flow/block-definition.ts'
import { periodsInDays, type Turn } from '#shared/flow/turn.ts'
import { waitAt } from '#shared/flow/waits.ts'
import { type DueDay, dayOfMonth } from '#shared/plan/clock.ts'

/** A turn of which the day is known. */
export type PlayedTurn = DueDay & Pick<Turn, 'between'>

/**
 * Whether payments between months are played: a scenario of one month is the first payment alone, unless money waits
 * for days after it; a longer one plays its months whole.
 */
const playsBetween = (flow: FlowIndex, months: number): boolean =>
  months > 1 || flow.blocks().some(block => waitAt(block) > 0)

/** What is played: months from the first payment, in seconds since 1970, and whether time goes on after it. */
type Played = { readonly months: number; readonly startsAt: number; readonly renews: boolean }

/** Every turn of so many months, in order of days. */
export const turnsOf = (flow: FlowIndex, { months, startsAt, renews }: Played): readonly PlayedTurn[] => {
  const periods = renews && playsBetween(flow, months) ? periodsInDays(flow) : []
  return Array.from({ length: months }, (_, index) => index + 1).flatMap(month => {
    const first = dayOfMonth(startsAt, month)
    const days = Array.from(
      { length: dayOfMonth(startsAt, month + 1) - first },
      (_, daysAfter) => first + daysAfter,
    )
    return days
      .map(day => ({ month, day, daysAfter: day - first, between: day > first }))
      .filter(({ day, between }) => !between || periods.some(period => day % period === 0))
  })
}
