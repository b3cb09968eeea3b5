import { order } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { pricesOf } from '#shared/check/money-path.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'
import { CURRENCIES } from '#shared/facts/currencies.ts'
import { linesOfPayment } from '#shared/flow/invoice-lines.ts'
import { FIRST_PAYMENT } from '#shared/flow/turn.ts'
import { formatMoney } from '#shared/money/format.ts'

/** A charge reaches the minimum. */
export const belowMinimum = blockRule({
  id: 'money/below-minimum',
  severity: 'error',
  needs: 'amounts',
  on: ['payment-intent'],
  stripeCodes: ['amount_too_small'],
  docs: {
    title: 'A charge reaches the minimum',
    why: 'Refused; judged in settlement currency.',
    source: 'https://docs.stripe.com/currencies',
  },
  valid: [{ name: 'fifty cents', graph: order({ set: { pay: { amount: 50 } } }) }],
  invalid: [
    {
      name: 'thirty cents',
      graph: order({ set: { pay: { amount: 30 } } }),
      reports: [
        {
          message: '“pay” charges less than the minimum of $0.50, found $0.30',
          location: atField('pay', 'amount'),
        },
      ],
    },
  ],
  *check(intent, flow) {
    const expected = linesOfPayment(flow, intent, FIRST_PAYMENT)
    const { currency } = flow.platform
    const minimum = CURRENCIES.get(currency)?.minimumCharge ?? null
    if (!expected || expected.currency !== currency || minimum === null) return
    const total = expected.lines.reduce((sum, { amount, discount }) => sum + amount - discount, 0)
    if (total <= 0 || total >= minimum) return
    const own = pricesOf(flow, intent).length === 0
    yield found(
      atField(intent.id, 'amount'),
      `${quoted(intent)} charges less than the minimum of ${formatMoney({ amount: minimum, currency })}, found ${formatMoney({ amount: total, currency })}`,
      own
        ? [setProps(`Charge ${formatMoney({ amount: minimum, currency })}`, intent, { amount: minimum })]
        : [],
    )
  },
})
