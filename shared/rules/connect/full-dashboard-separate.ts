import { bundle } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { isPaidByPlatform } from '#shared/check/money-path.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

/** Accounts that are paid by transfer have the Express dashboard. */
export const fullDashboardSeparate = blockRule({
  id: 'connect/full-dashboard-separate',
  severity: 'warning',
  needs: 'graph',
  on: ['connected-account'],
  docs: {
    title: 'Accounts that are paid by transfer have the Express dashboard',
    why: 'Limited function; express or none recommended.',
    source: 'github.com/stripe/ai, stripe-best-practices (connect)',
  },
  valid: [{ name: 'Express', graph: bundle() }],
  invalid: [
    {
      name: 'the full dashboard',
      graph: bundle({ set: { A: { dashboard: 'full' } } }),
      reports: [
        {
          message:
            "“A” is paid out of the platform's charges and has little use of its dashboard, found the full one",
          location: atField('A', 'dashboard'),
        },
      ],
    },
  ],
  *check(account, flow) {
    if (account.props.dashboard !== 'full' || !isPaidByPlatform(flow, account)) return
    yield found(
      atField(account.id, 'dashboard'),
      `${quoted(account)} is paid out of the platform's charges and has little use of its dashboard, found the full one`,
      [
        setProps('Give it the Express dashboard', account, {
          dashboard: 'express',
          fees: 'application',
          losses: 'application',
        }),
      ],
    )
  },
})
