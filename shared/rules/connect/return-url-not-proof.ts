import { bundle } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

/** Coming back is no proof of onboarding. */
export const returnUrlNotProof = blockRule({
  id: 'connect/return-url-not-proof',
  severity: 'warning',
  needs: 'graph',
  on: ['onboarding'],
  docs: {
    title: 'Coming back is no proof of onboarding',
    why: 'User also returns after leaving midway.',
    source: 'Stripe API reference: account_links.create return_url',
  },
  valid: [{ name: "the account's event", graph: bundle() }],
  invalid: [
    {
      name: 'the return address',
      graph: bundle({ set: { oA: { next: 'return' } } }),
      reports: [
        {
          message:
            '“oA” goes on when the provider comes back, who may have left midway, found no event of the account',
          location: atField('oA', 'next'),
        },
      ],
    },
  ],
  *check(onboarding) {
    if (onboarding.props.next !== 'return') return
    yield found(
      atField(onboarding.id, 'next'),
      `${quoted(onboarding)} goes on when the provider comes back, who may have left midway, found no event of the account`,
      [setProps("Wait for the account's event", onboarding, { next: 'event' })],
    )
  },
})
