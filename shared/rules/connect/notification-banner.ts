import { bundle } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

const BANNER = 'notification_banner'
const embedded = (components: string[]) => bundle({ set: { oA: { method: 'embedded', components } } })
/** Embedded onboarding keeps asking. */
export const notificationBanner = blockRule({
  id: 'connect/notification-banner',
  severity: 'info',
  needs: 'graph',
  on: ['onboarding'],
  docs: {
    title: 'Embedded onboarding keeps asking',
    why: 'Keeps accounts able to answer new requirements.',
    source: 'github.com/stripe/ai, stripe-best-practices (connect)',
  },
  valid: [{ name: 'with the banner', graph: embedded(['account_onboarding', 'notification_banner']) }],
  invalid: [
    {
      name: 'without it',
      graph: embedded(['account_onboarding']),
      reports: [
        {
          message: '“oA” does not show providers what Stripe asks for later, found no notification_banner',
          location: atField('oA', 'components'),
        },
      ],
    },
  ],
  *check(onboarding) {
    const { method, components } = onboarding.props
    if (method !== 'embedded' || components.length === 0 || components.includes(BANNER)) return
    yield found(
      atField(onboarding.id, 'components'),
      `${quoted(onboarding)} does not show providers what Stripe asks for later, found no ${BANNER}`,
      [setProps('Add the banner', onboarding, { components: [...components, BANNER] })],
    )
  },
})
