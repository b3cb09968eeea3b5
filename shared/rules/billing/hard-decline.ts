import { bundle, type Change, single } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { reached } from '#shared/check/handlers.ts'
import { atField } from '#shared/check/locations.ts'
import { hasKind } from '#shared/check/look.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

const HARD: Change = { blocks: { dun: ['dunning', { mails: false }] }, with: ['dun.dunning -> plan.dunning'] }
/** A declined card is asked for again. */
export const hardDecline = blockRule({
  id: 'billing/hard-decline',
  severity: 'info',
  needs: 'events',
  on: ['dunning'],
  docs: {
    title: 'A declined card is asked for again',
    why: 'No retry on hard declines, missing method, India-issued cards.',
    source: 'https://docs.stripe.com/billing/revenue-recovery/smart-retries',
  },
  valid: [{ name: 'mails ask', graph: single({ ...HARD, set: { dun: { mails: true } } }) }],
  invalid: [
    {
      name: 'only retries',
      graph: bundle(HARD),
      reports: [
        {
          message:
            '“dun” only retries, and hard declines are never retried, found no mails, portal or handler that asks for a new card',
          location: atField('dun', 'mails'),
        },
      ],
    },
  ],
  *check(dunning, flow) {
    if (
      dunning.props.mails ||
      hasKind(flow, 'customer-portal') ||
      reached(flow, ['invoice.payment_failed']).length > 0
    )
      return
    yield found(
      atField(dunning.id, 'mails'),
      `${quoted(dunning)} only retries, and hard declines are never retried, found no mails, portal or handler that asks for a new card`,
      [setProps('Ask by mail', dunning, { mails: true })],
    )
  },
})
