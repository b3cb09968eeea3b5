import { type Change, single } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

const SELF: Change = {
  blocks: { self: ['customer-portal', { update: true }] },
  with: ['cus.customer -> self.customer', 'plan.subscription -> self.subscription'],
}
/** Changes say how they are billed. */
export const prorationUnset = blockRule({
  id: 'billing/proration-unset',
  severity: 'info',
  needs: 'graph',
  on: ['customer-portal'],
  docs: {
    title: 'Changes say how they are billed',
    why: 'Default create_prorations; preview first with createPreview.',
    source: 'Stripe API reference: subscriptions.update proration_behavior',
  },
  valid: [
    { name: 'decided', graph: single({ ...SELF, set: { self: { prorationBehavior: 'always_invoice' } } }) },
  ],
  invalid: [
    {
      name: 'not decided',
      graph: single(SELF),
      reports: [
        {
          message:
            '“self” lets customers change plans and does not say how that is billed, found no proration choice',
          location: atField('self', 'prorationBehavior'),
        },
      ],
    },
  ],
  *check(portal) {
    if (!portal.props.update || portal.props.prorationBehavior !== undefined) return
    yield found(
      atField(portal.id, 'prorationBehavior'),
      `${quoted(portal)} lets customers change plans and does not say how that is billed, found no proration choice`,
      [setProps('Prorate on the next invoice', portal, { prorationBehavior: 'create_prorations' })],
    )
  },
})
