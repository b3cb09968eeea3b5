import { bundle } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

const ADDRESSES = [
  ['refreshUrl', 'where to get a new link', 'https://app.example/onboarding/refresh'],
  ['returnUrl', 'where to come back to', 'https://app.example/onboarding/done'],
] as const
/** A hosted onboarding knows its addresses. */
export const onboardingUrls = blockRule({
  id: 'connect/onboarding-urls',
  severity: 'error',
  needs: 'graph',
  on: ['onboarding'],
  docs: {
    title: 'A hosted onboarding knows its addresses',
    why: 'V2 requires refresh_url; links expire and are single use.',
    source: 'Stripe API reference: v2 account_links.create use_case',
  },
  valid: [
    { name: 'both addresses', graph: bundle() },
    {
      name: 'embedded',
      graph: bundle({ set: { oA: { method: 'embedded', refreshUrl: '', returnUrl: '' } } }),
    },
  ],
  invalid: [
    {
      name: 'no refresh address',
      graph: bundle({ set: { oA: { refreshUrl: '' } } }),
      reports: [
        {
          message: '“oA” does not know where to get a new link, found no address',
          location: atField('oA', 'refreshUrl'),
        },
      ],
    },
  ],
  *check(onboarding) {
    if (onboarding.props.method !== 'hosted') return
    for (const [field, what, address] of ADDRESSES)
      if (onboarding.props[field].trim() === '')
        yield found(
          atField(onboarding.id, field),
          `${quoted(onboarding)} does not know ${what}, found no address`,
          [setProps(`Set it to ${address}`, onboarding, { [field]: address })],
        )
  },
})
