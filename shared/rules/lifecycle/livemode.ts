import { bundle, type Change } from '#shared/check/example-flows.ts'
import { found } from '#shared/check/found.ts'
import { atBlock } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

const existing: Change = { set: { A: { existingId: 'acct_1A' } } }
/** Test and live objects are not mixed. */
export const livemode = blockRule({
  id: 'lifecycle/livemode',
  severity: 'error',
  needs: 'graph',
  on: ['connected-account'],
  stripeCodes: ['livemode_mismatch'],
  docs: {
    title: 'Test and live objects are not mixed',
    why: 'Test and live objects do not see each other.',
    source: 'Stripe API reference: Transfer.livemode',
  },
  valid: [
    { name: 'a test account', graph: bundle(existing), known: { keyMode: 'test', livemode: { A: false } } },
  ],
  invalid: [
    {
      name: 'a live account',
      graph: bundle(existing),
      known: { keyMode: 'test', livemode: { A: true } },
      reports: [
        {
          message: '“A” belongs to the other mode than the key, found a live object',
          location: atBlock('A'),
        },
      ],
    },
  ],
  *check(account, flow) {
    const live = flow.known?.livemode?.[account.id]
    if (live === undefined || live === (flow.known?.keyMode === 'live')) return
    yield found(
      atBlock(account.id),
      `${quoted(account)} belongs to the other mode than the key, found a ${live ? 'live' : 'test'} object`,
    )
  },
})
