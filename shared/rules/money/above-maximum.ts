import { AMOUNT_KINDS, amountsOf } from '#shared/check/amounts-of.ts'
import { order } from '#shared/check/example-flows.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { anyBlockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'
import { LIMITS } from '#shared/facts/limits.ts'
import { formatMoney } from '#shared/money/format.ts'

/** A charge has eight digits at most. */
export const aboveMaximum = anyBlockRule({
  id: 'money/above-maximum',
  severity: 'warning',
  needs: 'graph',
  on: AMOUNT_KINDS,
  limits: [
    { kind: 'payment-intent', field: 'amount' },
    { kind: 'price', field: 'unitAmount' },
  ],
  docs: {
    title: 'A charge has eight digits at most',
    why: 'Spec says eight digits; cards in some currencies allow more.',
    source: 'Stripe API reference: payment_intents.create amount; https://docs.stripe.com/currencies',
  },
  valid: [{ name: 'a large one', graph: order({ set: { pay: { amount: 99_999_999 } } }) }],
  invalid: [
    {
      name: 'a larger one',
      graph: order({ set: { pay: { amount: 100_000_000 } } }),
      reports: [
        {
          message: '“pay”: Amount is more than most cards take, $999,999.99, found $1,000,000.00',
          location: atField('pay', 'amount'),
        },
      ],
    },
  ],
  *check(block, flow) {
    for (const { field, title, amount, currency } of amountsOf(flow, block))
      if (amount > LIMITS.maximumAmount)
        yield found(
          atField(block.id, field),
          `${quoted(block)}: ${title} is more than most cards take, ${formatMoney({ amount: LIMITS.maximumAmount, currency })}, found ${formatMoney({ amount, currency })}`,
        )
  },
})
