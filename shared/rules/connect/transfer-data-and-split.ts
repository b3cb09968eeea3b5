import { bundle, single } from '#shared/check/example-flows.ts'
import { clearProps } from '#shared/check/fixes.ts'
import { atBlock, atField } from '#shared/check/locations.ts'
import { destinationsOf, sharersOf } from '#shared/check/money-path.ts'
import { blockRule } from '#shared/check/rule.ts'
import { named, quoted } from '#shared/check/words.ts'
import { blockId } from '#shared/flow/ids.ts'

/** A payment is shared once: by a destination or by a split. */
export const transferDataAndSplit = blockRule({
  id: 'connect/transfer-data-and-split',
  severity: 'error',
  needs: 'graph',
  on: ['subscription', 'subscription-schedule', 'invoice', 'payment-intent'],
  docs: {
    title: 'A payment is shared once: by a destination or by a split',
    why: 'Destination transfer already moves the funds; provider is paid twice.',
    source: 'Stripe API reference: payment_intents.create transfer_data',
  },
  valid: [
    { name: 'a split alone', graph: bundle() },
    {
      name: 'a destination alone',
      graph: single({
        blocks: { A: ['connected-account'] },
        set: { plan: { transferData: [{ destination: 'A' }] } },
      }),
    },
  ],
  invalid: [
    {
      name: 'both',
      graph: bundle({ set: { plan: { transferData: [{ destination: 'A' }] } } }),
      reports: [
        {
          message: '“plan” already sends its payment to “A”, found “spl”, “tA” and “tB” behind it as well',
          location: atField('plan', 'transferData'),
        },
      ],
    },
  ],
  *check(payment, flow) {
    const destinations = destinationsOf(payment)
    if (destinations.length === 0) return
    const sharers = sharersOf(flow, payment)
    if (sharers.length === 0) return
    const accounts = destinations.flatMap(id => flow.block(blockId(id)) ?? [])
    yield {
      message: `${quoted(payment)} already sends its payment to ${named(accounts)}, found ${named(sharers)} behind it as well`,
      location: atField(payment.id, 'transferData'),
      related: sharers.map(({ id }) => atBlock(id)),
      fixes: [clearProps('Remove the destination', payment, 'transferData')],
    }
  },
})
