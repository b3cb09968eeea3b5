import { AMOUNT_KINDS, amountsOf } from '#shared/check/amounts-of.ts'
import { single } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { anyBlockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'
import { CURRENCIES } from '#shared/facts/currencies.ts'

const priced = (unitAmount: number) => single({ set: { fee: { unitAmount, currency: 'isk' } } })
/** Krónur and Uganda shillings are whole. */
export const wholeUnit = anyBlockRule({
  id: 'money/whole-unit',
  severity: 'error',
  needs: 'graph',
  on: AMOUNT_KINDS,
  docs: {
    title: 'Krónur and Uganda shillings are whole',
    why: 'Sent as two-decimal, with decimals always 00.',
    source: 'https://docs.stripe.com/currencies',
  },
  valid: [{ name: '500 krónur', graph: priced(50_000) }],
  invalid: [
    {
      name: 'half a króna',
      graph: priced(50_050),
      reports: [
        {
          message: '“fee”: Amount ends in 00 in this currency, isk, found 50050',
          location: atField('fee', 'unitAmount'),
        },
      ],
    },
  ],
  *check(block, flow) {
    for (const { field, title, amount, currency } of amountsOf(flow, block)) {
      if (CURRENCIES.get(currency)?.step !== 100 || amount % 100 === 0) continue
      const rounded = 100 * Math.round(amount / 100)
      yield found(
        atField(block.id, field),
        `${quoted(block)}: ${title} ends in 00 in this currency, ${currency}, found ${amount}`,
        [setProps(`Round it to ${rounded}`, block, { [field]: rounded })],
      )
    }
  },
})
