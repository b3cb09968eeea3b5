import { bundle } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { targets } from '#shared/check/look.ts'
import { blockRule } from '#shared/check/rule.ts'
import { listed, quoted } from '#shared/check/words.ts'

const NEEDED = ['account_onboarding', 'payouts', 'disputes_list']
/** Without a dashboard the platform shows what Stripe would. */
export const noneDashboardScope = blockRule({
  id: 'connect/none-dashboard-scope',
  severity: 'warning',
  needs: 'graph',
  on: ['connected-account'],
  docs: {
    title: 'Without a dashboard the platform shows what Stripe would',
    why: 'The platform must supply those screens.',
    source: 'github.com/stripe/ai, connect-recommend',
  },
  valid: [
    {
      name: "components in the platform's pages",
      graph: bundle({
        set: {
          A: { dashboard: 'none' },
          oA: { method: 'embedded', components: ['account_onboarding', 'payouts', 'disputes_list'] },
        },
      }),
    },
  ],
  invalid: [
    {
      name: 'only a hosted page',
      graph: bundle({ set: { A: { dashboard: 'none' } } }),
      reports: [
        {
          message:
            '“A” has no dashboard and must find its screens with the platform, found no account_onboarding, payouts and disputes_list component',
          location: atField('A', 'dashboard'),
        },
      ],
    },
  ],
  *check(account, flow) {
    if (account.props.dashboard !== 'none') return
    const [onboarding] = targets(flow, account, 'onboarding')
    const shown = onboarding?.props.method === 'embedded' ? onboarding.props.components : []
    const missing = NEEDED.filter(name => !shown.includes(name))
    if (missing.length === 0) return
    const components = [...new Set([...(onboarding?.props.components ?? []), ...NEEDED])]
    yield found(
      atField(account.id, 'dashboard'),
      `${quoted(account)} has no dashboard and must find its screens with the platform, found no ${listed(missing)} component`,
      onboarding ? [setProps('Embed the components', onboarding, { method: 'embedded', components })] : [],
    )
  },
})
