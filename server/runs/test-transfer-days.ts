import type { RunDetail } from '#shared/api/runs.ts'
import { readPath } from '#shared/plan/read-path.ts'

const STARTS_AT = 1_767_225_600
const DAY = 86_400

/** Days (from the first payment of the flagship) to which the clock went, and how many transfers were made there. */
export function transfersByDay({ operations }: Pick<RunDetail, 'operations'>): string[] {
  const days: number[] = []
  let day = 0
  for (const { call, request, status } of operations) {
    const to = readPath(request, 'params.frozen_time')
    if (call === 'testHelpers.testClocks.advance' && typeof to === 'number')
      day = Math.floor((to - STARTS_AT) / DAY)
    if (call === 'transfers.create' && status === 'succeeded') days.push(day)
  }
  return [...new Set(days)].map(
    one => `day ${String(one)}: ${String(days.filter(other => other === one).length)}`,
  )
}
