import { single } from '#shared/check/example-flows.ts'
import { atFlow } from '#shared/check/locations.ts'
import { flowRule } from '#shared/check/rule.ts'

/** A run uses a test key. */
export const liveKey = flowRule({
  id: 'structure/live-key',
  severity: 'error',
  needs: 'graph',
  docs: {
    title: 'A run uses a test key',
    why: 'The executor is meant for test mode and sandboxes only.',
    source: 'github.com/stripe/ai, stripe-best-practices (security)',
  },
  valid: [{ name: 'a test key', graph: single(), known: { keyMode: 'test' } }],
  invalid: [
    {
      name: 'a live key',
      graph: single(),
      known: { keyMode: 'live' },
      reports: [
        { message: 'Designs run in test mode and sandboxes only, found a live key', location: atFlow },
      ],
    },
  ],
  *check(flow) {
    if (flow.known?.keyMode === 'live')
      yield { message: 'Designs run in test mode and sandboxes only, found a live key', location: atFlow }
  },
})
