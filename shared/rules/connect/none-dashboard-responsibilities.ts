import { bundle } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

/** Without a dashboard the platform answers for all. */
export const noneDashboardResponsibilities = blockRule({
  id: 'connect/none-dashboard-responsibilities',
  severity: 'error',
  needs: 'graph',
  on: ['connected-account'],
  docs: {
    title: 'Without a dashboard the platform answers for all',
    why: "Only allowed combination in Stripe's matrix.",
    source: 'github.com/stripe/ai, connect-recommend',
  },
  valid: [{ name: 'all with the platform', graph: bundle({ set: { A: { dashboard: 'none' } } }) }],
  invalid: [
    {
      name: 'fees with the account',
      graph: bundle({ set: { A: { dashboard: 'none', fees: 'stripe' } } }),
      reports: [
        {
          message:
            '“A” has no dashboard, which wants fees and losses with the platform, found fees stripe and losses application',
          location: atField('A', 'dashboard'),
        },
      ],
    },
  ],
  *check(account) {
    const { dashboard, fees, losses } = account.props
    if (dashboard !== 'none' || (fees === 'application' && losses === 'application')) return
    yield found(
      atField(account.id, 'dashboard'),
      `${quoted(account)} has no dashboard, which wants fees and losses with the platform, found fees ${fees} and losses ${losses}`,
      [setProps('Give both to the platform', account, { fees: 'application', losses: 'application' })],
    )
  },
})
