import { bundle } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { hasMixedIntervals, recurringPrices } from '#shared/check/intervals.ts'
import { atBlock, atField } from '#shared/check/locations.ts'
import { sources } from '#shared/check/look.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

/** One item that fails does not end all others. */
export const mixedDunningAll = blockRule({
  id: 'billing/mixed-dunning-all',
  severity: 'warning',
  needs: 'graph',
  on: ['subscription', 'subscription-schedule'],
  docs: {
    title: 'One item that fails does not end all others',
    why: "Failure of one item's invoice ends all items.",
    source: 'https://docs.stripe.com/billing/subscriptions/mixed-interval',
  },
  valid: [
    {
      name: 'one interval',
      graph: bundle({ blocks: { dun: ['dunning'] }, with: ['dun.dunning -> plan.dunning'] }),
    },
    {
      name: 'left past due',
      graph: bundle({
        blocks: { dun: ['dunning', { finalAction: 'past_due' }] },
        with: ['dun.dunning -> plan.dunning'],
        set: { qB: { interval: 'year' } },
      }),
    },
  ],
  invalid: [
    {
      name: 'a yearly item and cancelling',
      graph: bundle({
        blocks: { dun: ['dunning'] },
        with: ['dun.dunning -> plan.dunning'],
        set: { qB: { interval: 'year' } },
      }),
      reports: [
        {
          message:
            '“dun” cancels “plan” as a whole when the invoice of one of its intervals fails, found “cancel”',
          location: atField('dun', 'finalAction'),
        },
      ],
    },
  ],
  *check(subscription, flow) {
    if (!hasMixedIntervals(recurringPrices(flow, subscription))) return
    for (const dunning of sources(flow, subscription, 'dunning'))
      if (dunning.props.finalAction === 'cancel')
        yield {
          message: `${quoted(dunning)} cancels ${quoted(subscription)} as a whole when the invoice of one of its intervals fails, found “cancel”`,
          location: atField(dunning.id, 'finalAction'),
          related: [atBlock(subscription.id)],
          fixes: [setProps('Leave it past due', dunning, { finalAction: 'past_due' })],
        }
  },
})
