import { single } from '#shared/check/example-flows.ts'
import { found } from '#shared/check/found.ts'
import { atFlow } from '#shared/check/locations.ts'
import { flowRule } from '#shared/check/rule.ts'

/** A run uses a restricted key. */
export const restrictedKey = flowRule({
  id: 'risk/restricted-key',
  severity: 'info',
  needs: 'graph',
  docs: {
    title: 'A run uses a restricted key',
    why: 'A restricted key limits what a stolen key can do.',
    source: 'github.com/stripe/ai, stripe-best-practices (security)',
  },
  valid: [{ name: 'a restricted key', graph: single(), known: { keyKind: 'restricted' } }],
  invalid: [
    {
      name: 'a secret key',
      graph: single(),
      known: { keyKind: 'secret' },
      reports: [
        { message: 'A stolen secret key can do anything, found no restricted key', location: atFlow },
      ],
    },
  ],
  *check(flow) {
    if (flow.known?.keyKind === 'secret')
      yield found(atFlow, 'A stolen secret key can do anything, found no restricted key')
  },
})
