import { bundle } from '#shared/check/example-flows.ts'
import { clearProps } from '#shared/check/fixes.ts'
import { atBlock, atField } from '#shared/check/locations.ts'
import { splitBetween } from '#shared/check/money-fixes.ts'
import { providersOf, sharersOf } from '#shared/check/money-path.ts'
import { blockRule } from '#shared/check/rule.ts'
import { named, quoted } from '#shared/check/words.ts'

/** One destination cannot pay several providers. */
export const subscriptionSingleDestination = blockRule({
  id: 'connect/subscription-single-destination',
  severity: 'error',
  needs: 'graph',
  on: ['subscription', 'subscription-schedule'],
  docs: {
    title: 'One destination cannot pay several providers',
    why: '`transfer_data` has one `destination`; the whole invoice (or one percent of it) goes there.',
    source: 'Stripe API reference: subscriptions.create transfer_data',
  },
  valid: [
    {
      name: 'a single provider',
      graph: bundle({
        drop: ['B', 'pB', 'qB', 'tB'],
        set: { plan: { transferData: [{ destination: 'A' }] } },
      }),
    },
    { name: 'no destination', graph: bundle() },
  ],
  invalid: [
    {
      name: 'two providers, one destination',
      graph: bundle({ set: { plan: { transferData: [{ destination: 'A' }] } } }),
      reports: [
        {
          message:
            '“plan” sends its payment to one destination, and its items belong to several providers, found “A” and “B”',
          location: atField('plan', 'transferData'),
        },
      ],
    },
    {
      name: 'two providers and no split',
      graph: bundle({
        drop: ['spl', 'tA', 'tB', 'plt', 'paid'],
        set: { plan: { transferData: [{ destination: 'A' }] } },
      }),
      reports: [
        {
          message:
            '“plan” sends its payment to one destination, and its items belong to several providers, found “A” and “B”',
          location: atField('plan', 'transferData'),
        },
      ],
    },
  ],
  *check(subscription, flow) {
    if (subscription.props.transferData.length === 0) return
    const providers = providersOf(flow, subscription)
    if (providers.length < 2) return
    yield {
      message: `${quoted(subscription)} sends its payment to one destination, and its items belong to several providers, found ${named(providers)}`,
      location: atField(subscription.id, 'transferData'),
      related: providers.map(({ id }) => atBlock(id)),
      fixes: [
        sharersOf(flow, subscription).length > 0
          ? clearProps('Drop the destination', subscription, 'transferData')
          : splitBetween(flow, subscription, providers),
      ],
    }
  },
})
