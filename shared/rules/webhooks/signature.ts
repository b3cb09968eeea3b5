import { bundle } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

/** Every webhook's signature is verified. */
export const signature = blockRule({
  id: 'webhooks/signature',
  severity: 'error',
  needs: 'events',
  on: ['webhook-endpoint'],
  docs: {
    title: "Every webhook's signature is verified",
    why: 'Unsigned requests let anyone claim that an invoice was paid.',
    source: 'github.com/stripe/ai, stripe-best-practices (security)',
  },
  valid: [{ name: 'verified', graph: bundle() }],
  invalid: [
    {
      name: 'not verified',
      graph: bundle({ set: { wh: { verifySignature: false } } }),
      reports: [
        {
          message: '“wh” believes whoever calls it, found its signature check off',
          location: atField('wh', 'verifySignature'),
        },
      ],
    },
  ],
  *check(endpoint) {
    if (endpoint.props.verifySignature) return
    yield found(
      atField(endpoint.id, 'verifySignature'),
      `${quoted(endpoint)} believes whoever calls it, found its signature check off`,
      [setProps('Verify signatures', endpoint, { verifySignature: true })],
    )
  },
})
