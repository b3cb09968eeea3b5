import { bundle } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { listed, quoted } from '#shared/check/words.ts'

const OLD = /^subscription\.(current_period_(?:start|end))$/
/** Periods belong to items. */
export const periodOnSubscription = blockRule({
  id: 'billing/period-on-subscription',
  severity: 'error',
  needs: 'graph',
  on: ['event-handler'],
  docs: {
    title: 'Periods belong to items',
    why: 'Since basil each subscription item has its own period.',
    source: 'Stripe API reference: SubscriptionItem.current_period_end; stripe-node CHANGELOG 18.0.0',
  },
  valid: [
    {
      name: "the item's period",
      graph: bundle({ set: { paid: { reads: ['subscription.items.data[].current_period_end'] } } }),
    },
  ],
  invalid: [
    {
      name: "the subscription's",
      graph: bundle({ set: { paid: { reads: ['subscription.current_period_end'] } } }),
      reports: [
        {
          message:
            '“paid” reads the period of the subscription, which each item has for itself, found subscription.current_period_end',
          location: atField('paid', 'reads'),
        },
      ],
    },
  ],
  *check(handler) {
    const old = handler.props.reads.filter(name => OLD.test(name))
    if (old.length === 0) return
    yield found(
      atField(handler.id, 'reads'),
      `${quoted(handler)} reads the period of the subscription, which each item has for itself, found ${listed(old)}`,
      [
        setProps("Read the items' periods", handler, {
          reads: [
            ...new Set(handler.props.reads.map(name => name.replace(OLD, 'subscription.items.data[].$1'))),
          ],
        }),
      ],
    )
  },
})
