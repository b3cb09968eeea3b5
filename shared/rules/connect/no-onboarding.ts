import { bundle } from '#shared/check/example-flows.ts'
import { drafted } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atPort } from '#shared/check/locations.ts'
import { targets } from '#shared/check/look.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

/** Every account is onboarded. */
export const noOnboarding = blockRule({
  id: 'connect/no-onboarding',
  severity: 'error',
  needs: 'graph',
  on: ['connected-account'],
  docs: {
    title: 'Every account is onboarded',
    why: 'Capabilities stay inactive until requirements are met.',
    source: 'Stripe API reference: accounts.create capabilities',
  },
  valid: [
    { name: 'onboarded', graph: bundle() },
    {
      name: 'an account that exists',
      graph: bundle({ drop: ['oA'], set: { A: { existingId: 'acct_1A' } } }),
    },
  ],
  invalid: [
    {
      name: 'nobody onboards it',
      graph: bundle({ drop: ['oA'] }),
      reports: [
        {
          message: '“A” is never onboarded, so its capabilities stay inactive, found no onboarding block',
          location: atPort('A', 'account'),
        },
      ],
    },
  ],
  *check(account, flow) {
    if (account.props.existingId !== '' || targets(flow, account, 'onboarding').length > 0) return
    const fix = drafted(flow, 'Add onboarding', draft => {
      const id = draft.place('onboarding', {
        props: {
          refreshUrl: 'https://app.example/onboarding/refresh',
          returnUrl: 'https://app.example/onboarding/done',
        },
      })
      draft.connect({ block: account.id, port: 'account' }, { block: id, port: 'account' })
    })
    yield found(
      atPort(account.id, 'account'),
      `${quoted(account)} is never onboarded, so its capabilities stay inactive, found no onboarding block`,
      [{ ...fix, preferred: true }],
    )
  },
})
