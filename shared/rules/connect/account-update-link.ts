import { bundle } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { sources } from '#shared/check/look.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

/** Update links are for accounts whose data the platform collects. */
export const accountUpdateLink = blockRule({
  id: 'connect/account-update-link',
  severity: 'error',
  needs: 'graph',
  on: ['onboarding'],
  docs: {
    title: 'Update links are for accounts whose data the platform collects',
    why: 'Only for platform-collected requirements.',
    source: 'Stripe API reference: account_links.create type',
  },
  valid: [{ name: 'onboarding', graph: bundle() }],
  invalid: [
    {
      name: 'an update of an Express account',
      graph: bundle({ set: { oA: { purpose: 'account_update' } } }),
      reports: [
        {
          message:
            "“oA” makes update links, which accounts with a dashboard of Stripe's do not have, found the express dashboard of “A”",
          location: atField('oA', 'purpose'),
        },
      ],
    },
  ],
  *check(onboarding, flow) {
    if (onboarding.props.purpose !== 'account_update') return
    const account = sources(flow, onboarding, 'connected-account').find(
      ({ props }) => props.dashboard !== 'none',
    )
    if (!account) return
    yield found(
      atField(onboarding.id, 'purpose'),
      `${quoted(onboarding)} makes update links, which accounts with a dashboard of Stripe's do not have, found the ${account.props.dashboard} dashboard of ${quoted(account)}`,
      [setProps('Make onboarding links', onboarding, { purpose: 'account_onboarding' })],
    )
  },
})
