import { AMOUNT_KINDS, amountsOf } from '#shared/check/amounts-of.ts'
import { single } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { anyBlockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'
import { largeAmountOf } from '#shared/facts/zero-decimal-scale.ts'
import { formatMoney } from '#shared/money/format.ts'

const priced = (unitAmount: number, currency = 'jpy') => single({ set: { fee: { unitAmount, currency } } })
/** Yen are sent as yen. */
export const zeroDecimal = anyBlockRule({
  id: 'money/zero-decimal',
  severity: 'error',
  needs: 'graph',
  on: AMOUNT_KINDS,
  docs: {
    title: 'Yen are sent as yen',
    why: 'Zero-decimal amounts are whole units: 500 JPY is `500`. Only the size tells that an amount was multiplied by a hundred: from what is worth about ten thousand dollars on, one that ends in 00 is taken for such.',
    source: 'https://docs.stripe.com/currencies',
  },
  valid: [{ name: '¥4,900', graph: priced(4900) }],
  invalid: [
    {
      name: 'a hundred times too much',
      graph: priced(1_630_000),
      reports: [
        {
          message: '“fee”: Amount is ¥1,630,000, which looks like ¥16,300 times a hundred, found 1630000',
          location: atField('fee', 'unitAmount'),
        },
      ],
    },
  ],
  *check(block, flow) {
    for (const { field, title, amount, currency } of amountsOf(flow, block)) {
      const large = largeAmountOf(currency)
      if (large === null || amount < large || amount % 100 !== 0) continue
      yield found(
        atField(block.id, field),
        `${quoted(block)}: ${title} is ${formatMoney({ amount, currency })}, which looks like ${formatMoney({ amount: amount / 100, currency })} times a hundred, found ${amount}`,
        [
          setProps(`Set it to ${formatMoney({ amount: amount / 100, currency })}`, block, {
            [field]: amount / 100,
          }),
        ],
      )
    }
  },
})
