import { daysAhead } from '#shared/check/dates.ts'
import { single } from '#shared/check/example-flows.ts'
import { found } from '#shared/check/found.ts'
import { atFlow } from '#shared/check/locations.ts'
import { paymentsOf } from '#shared/check/money-path.ts'
import { flowRule } from '#shared/check/rule.ts'
import { FEE_TABLE } from '#shared/facts/fees.ts'
import { LIMITS } from '#shared/facts/limits.ts'

/** Fees are not older than half a year. */
export const feeTableStale = flowRule({
  id: 'money/fee-table-stale',
  severity: 'info',
  needs: 'amounts',
  docs: {
    title: 'Fees are not older than half a year',
    why: 'Published prices change without notice to your data.',
    source: 'practice',
  },
  valid: [{ name: 'two months old', graph: single() }],
  invalid: [
    {
      name: 'a year old',
      graph: single(),
      today: '2027-11-23',
      reports: [
        {
          message: 'Fees are those of 2026-09-20 and may have changed since, found them 429 days old',
          location: atFlow,
        },
      ],
    },
  ],
  *check(flow) {
    const age = Math.floor(-daysAhead(flow.today, FEE_TABLE.asOf))
    if (paymentsOf(flow).length === 0 || age <= LIMITS.feeTableDays) return
    yield found(
      atFlow,
      `Fees are those of ${FEE_TABLE.asOf} and may have changed since, found them ${age} days old`,
    )
  },
})
