import { onPlatform } from '#shared/check/example.ts'
import { single } from '#shared/check/example-flows.ts'
import { found } from '#shared/check/found.ts'
import { atFlow } from '#shared/check/locations.ts'
import { flowRule } from '#shared/check/rule.ts'
import { API_VERSION } from '#shared/facts/api-version.ts'

/** A design names the version that it is made for. */
export const apiVersion = flowRule({
  id: 'lifecycle/api-version',
  severity: 'warning',
  needs: 'graph',
  docs: {
    title: 'A design names the version that it is made for',
    why: 'Parameters and fields differ between named releases.',
    source: 'practice',
  },
  valid: [{ name: 'the pinned version', graph: single() }],
  invalid: [
    {
      name: 'another',
      graph: onPlatform({ apiVersion: '2025-03-31.basil' }, single()),
      reports: [
        {
          message: 'This design is made for another version than 2026-10-28.endive, found 2025-03-31.basil',
          location: atFlow,
        },
      ],
    },
  ],
  *check(flow) {
    const { apiVersion } = flow.platform
    if (apiVersion === API_VERSION) return
    yield found(atFlow, `This design is made for another version than ${API_VERSION}, found ${apiVersion}`, [
      {
        title: `Make it for ${API_VERSION}`,
        patch: [{ op: 'flow.set', platform: { apiVersion: API_VERSION } }],
        preferred: true,
      },
    ])
  },
})
