import { bundle } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

/** The signature is verified over the raw body. */
export const rawBody = blockRule({
  id: 'webhooks/raw-body',
  severity: 'warning',
  needs: 'events',
  on: ['webhook-endpoint'],
  docs: {
    title: 'The signature is verified over the raw body',
    why: 'The signature is computed over the raw bytes.',
    source: 'https://docs.stripe.com/webhooks',
  },
  valid: [{ name: 'the raw body', graph: bundle() }],
  invalid: [
    {
      name: 'a parsed body',
      graph: bundle({ set: { wh: { rawBody: false } } }),
      reports: [
        {
          message: '“wh” parses the body before it verifies it, found its signature check over parsed JSON',
          location: atField('wh', 'rawBody'),
        },
      ],
    },
  ],
  *check(endpoint) {
    if (endpoint.props.rawBody) return
    yield found(
      atField(endpoint.id, 'rawBody'),
      `${quoted(endpoint)} parses the body before it verifies it, found its signature check over parsed JSON`,
      [setProps('Verify the raw body', endpoint, { rawBody: true })],
    )
  },
})
