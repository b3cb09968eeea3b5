import { order } from '#shared/check/example-flows.ts'
import { mergeBlocks } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atPort } from '#shared/check/locations.ts'
import { targets } from '#shared/check/look.ts'
import { blockRule } from '#shared/check/rule.ts'
import { named, quoted } from '#shared/check/words.ts'

/** One order is one payment. */
export const twoIntentsOneOrder = blockRule({
  id: 'payments/two-intents-one-order',
  severity: 'warning',
  needs: 'graph',
  on: ['payment-element', 'checkout-session', 'payment-link'],
  docs: {
    title: 'One order is one payment',
    why: 'Each intent can succeed on its own, so the customer pays twice.',
    source: 'practice',
  },
  valid: [{ name: 'one', graph: order() }],
  invalid: [
    {
      name: 'two',
      graph: order({
        blocks: { tip: ['payment-intent', { amount: 500 }] },
        with: ['form.money-out -> tip.money-in', 'cus.customer -> tip.customer'],
      }),
      reports: [
        {
          message:
            '“form” pays several payments of one order, each of which can succeed alone, found “pay” and “tip”',
          location: atPort('form', 'money-out'),
        },
      ],
    },
  ],
  *check(entry, flow) {
    const [first, ...others] = targets(flow, entry, 'payment-intent')
    if (!first || others.length === 0) return
    yield found(
      atPort(entry.id, 'money-out'),
      `${quoted(entry)} pays several payments of one order, each of which can succeed alone, found ${named([first, ...others])}`,
      others.length === 1 && others[0] ? [mergeBlocks(flow, { keep: first, drop: others[0] })] : [],
    )
  },
})
