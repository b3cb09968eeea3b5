import { bundle, type Change } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { moneyAfter, sources, targets } from '#shared/check/look.ts'
import { providersOf, sharersOf } from '#shared/check/money-path.ts'
import { blockRule } from '#shared/check/rule.ts'
import { named, quoted } from '#shared/check/words.ts'

const PORTAL: Change = {
  blocks: { self: ['customer-portal', { update: true, prorationBehavior: 'none' }] },
  with: ['cus.customer -> self.customer', 'plan.subscription -> self.subscription'],
}
/** A change of provider settles line by line. */
export const providerChangeMidcycle = blockRule({
  id: 'billing/provider-change-midcycle',
  severity: 'warning',
  needs: 'graph',
  on: ['customer-portal'],
  docs: {
    title: 'A change of provider settles line by line',
    why: 'Credit lines belong to the old provider.',
    source: 'practice',
  },
  valid: [{ name: 'changes are not prorated', graph: bundle(PORTAL) }],
  invalid: [
    {
      name: 'they are, and nothing takes money back',
      graph: bundle({ ...PORTAL, set: { self: { prorationBehavior: 'create_prorations' } } }),
      reports: [
        {
          message:
            '“self” lets customers swap services of “A” and “B” in mid-cycle, found prorations and no transfer reversal',
          location: atField('self', 'prorationBehavior'),
        },
      ],
    },
  ],
  *check(portal, flow) {
    if (!portal.props.update || portal.props.prorationBehavior === 'none') return
    for (const plan of sources(flow, portal, 'subscription')) {
      const providers = providersOf(flow, plan)
      const reverses = moneyAfter(flow, plan).some(
        block => targets(flow, block, 'transfer-reversal').length > 0,
      )
      if (providers.length < 2 || reverses || sharersOf(flow, plan).length === 0) continue
      yield found(
        atField(portal.id, 'prorationBehavior'),
        `${quoted(portal)} lets customers swap services of ${named(providers)} in mid-cycle, found prorations and no transfer reversal`,
        [setProps('Do not prorate changes', portal, { prorationBehavior: 'none' })],
      )
    }
  },
})
