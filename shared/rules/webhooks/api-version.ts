import { bundle } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'
import { API_VERSION } from '#shared/facts/api-version.ts'

/** Payloads have the version that the code is written for. */
export const apiVersion = blockRule({
  id: 'webhooks/api-version',
  severity: 'warning',
  needs: 'events',
  on: ['webhook-endpoint'],
  docs: {
    title: 'Payloads have the version that the code is written for',
    why: "Event payloads take the endpoint's version, not your SDK's.",
    source: 'Stripe API reference: webhook_endpoints.create api_version',
  },
  valid: [{ name: 'the pinned version', graph: bundle() }],
  invalid: [
    {
      name: 'an old version',
      graph: bundle({ set: { wh: { apiVersion: '2024-06-20' } } }),
      reports: [
        {
          message: '“wh” gets payloads of another version than 2026-10-28.endive, found 2024-06-20',
          location: atField('wh', 'apiVersion'),
        },
      ],
    },
  ],
  *check(endpoint) {
    const { apiVersion, payload } = endpoint.props
    if (payload === 'thin' || apiVersion === API_VERSION) return
    yield found(
      atField(endpoint.id, 'apiVersion'),
      `${quoted(endpoint)} gets payloads of another version than ${API_VERSION}, found ${apiVersion || 'none'}`,
      [setProps(`Pin ${API_VERSION}`, endpoint, { apiVersion: API_VERSION })],
    )
  },
})
