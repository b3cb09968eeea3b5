import { AMOUNT_KINDS, amountsOf } from '#shared/check/amounts-of.ts'
import { single } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { anyBlockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'
import { CURRENCIES } from '#shared/facts/currencies.ts'

const priced = (unitAmount: number) => single({ set: { fee: { unitAmount, currency: 'kwd' } } })
/** Three-decimal amounts end in zero. */
export const threeDecimal = anyBlockRule({
  id: 'money/three-decimal',
  severity: 'error',
  needs: 'graph',
  on: AMOUNT_KINDS,
  docs: {
    title: 'Three-decimal amounts end in zero',
    why: 'Three-decimal amounts must be rounded so that the last digit is 0.',
    source: 'https://docs.stripe.com/currencies (2022 archive)',
  },
  valid: [{ name: '5.120 dinars', graph: priced(5120) }],
  invalid: [
    {
      name: '5.124 dinars',
      graph: priced(5124),
      reports: [
        {
          message: '“fee”: Amount ends in 0 in this currency, kwd, found 5124',
          location: atField('fee', 'unitAmount'),
        },
      ],
    },
  ],
  *check(block, flow) {
    for (const { field, title, amount, currency } of amountsOf(flow, block)) {
      if (CURRENCIES.get(currency)?.step !== 10 || amount % 10 === 0) continue
      const rounded = 10 * Math.round(amount / 10)
      yield found(
        atField(block.id, field),
        `${quoted(block)}: ${title} ends in 0 in this currency, ${currency}, found ${amount}`,
        [setProps(`Round it to ${rounded}`, block, { [field]: rounded })],
      )
    }
  },
})
