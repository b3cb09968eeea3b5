import { bundle, type Change } from '#shared/check/example-flows.ts'
import { handleEvents } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { reached } from '#shared/check/handlers.ts'
import { atField } from '#shared/check/locations.ts'
import { sources } from '#shared/check/look.ts'
import { sharersOf } from '#shared/check/money-path.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

const OPEN_PORTAL: Change = {
  blocks: { self: ['customer-portal', { update: true, prorationBehavior: 'none' }] },
  with: ['cus.customer -> self.customer', 'plan.subscription -> self.subscription'],
}
/** Changes in the portal reach the split. */
export const portalBypassesSplit = blockRule({
  id: 'billing/portal-bypasses-split',
  severity: 'warning',
  needs: 'events',
  on: ['customer-portal'],
  docs: {
    title: 'Changes in the portal reach the split',
    why: 'Items change without your server, so the provider mapping goes stale.',
    source: 'practice',
  },
  valid: [
    {
      name: 'changes are handled',
      graph: bundle({
        ...OPEN_PORTAL,
        set: {
          wh: { enabledEvents: ['invoice.paid', 'customer.subscription.updated'] },
          paid: { events: ['invoice.paid', 'customer.subscription.updated'] },
        },
      }),
    },
  ],
  invalid: [
    {
      name: 'they are not',
      graph: bundle(OPEN_PORTAL),
      reports: [
        {
          message:
            '“self” changes the items of “plan” behind the back of “spl”, found no handler of customer.subscription.updated',
          location: atField('self', 'update'),
        },
      ],
    },
  ],
  *check(portal, flow) {
    if (!portal.props.update || reached(flow, ['customer.subscription.updated']).length > 0) return
    for (const plan of sources(flow, portal, 'subscription')) {
      const [sharer] = sharersOf(flow, plan)
      if (!sharer) continue
      yield found(
        atField(portal.id, 'update'),
        `${quoted(portal)} changes the items of ${quoted(plan)} behind the back of ${quoted(sharer)}, found no handler of customer.subscription.updated`,
        [handleEvents(flow, ['customer.subscription.updated'])],
      )
    }
  },
})
