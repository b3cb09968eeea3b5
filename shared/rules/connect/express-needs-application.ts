import { bundle } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

/** An Express account's fees and losses are the platform's. */
export const expressNeedsApplication = blockRule({
  id: 'connect/express-needs-application',
  severity: 'error',
  needs: 'graph',
  on: ['connected-account'],
  docs: {
    title: "An Express account's fees and losses are the platform's",
    why: 'Combination is refused or beta only.',
    source: 'github.com/stripe/ai, stripe-best-practices (connect)',
  },
  valid: [{ name: "both the platform's", graph: bundle() }],
  invalid: [
    {
      name: "losses are Stripe's",
      graph: bundle({ set: { A: { losses: 'stripe' } } }),
      reports: [
        {
          message:
            '“A” has the Express dashboard, which wants fees and losses with the platform, found fees application and losses stripe',
          location: atField('A', 'dashboard'),
        },
      ],
    },
  ],
  *check(account) {
    const { dashboard, fees, losses } = account.props
    if (dashboard !== 'express' || (fees === 'application' && losses === 'application')) return
    yield found(
      atField(account.id, 'dashboard'),
      `${quoted(account)} has the Express dashboard, which wants fees and losses with the platform, found fees ${fees} and losses ${losses}`,
      [setProps('Give both to the platform', account, { fees: 'application', losses: 'application' })],
    )
  },
})
