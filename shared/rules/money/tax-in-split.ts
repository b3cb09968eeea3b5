import { bundle } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { moneyBefore } from '#shared/check/look.ts'
import { isPayment } from '#shared/check/money-path.ts'
import { blockRule } from '#shared/check/rule.ts'
import { taxOf } from '#shared/check/tax.ts'
import { quoted } from '#shared/check/words.ts'

const taxed = (basis: string, tax: Readonly<Record<string, unknown>> = {}) =>
  bundle({
    blocks: { vat: ['tax', { mode: 'automatic', liability: 'self', registrations: ['US'], ...tax }] },
    with: ['vat.tax -> plan.tax'],
    set: { spl: { basis } },
  })
/** Collected tax is not given away. */
export const taxInSplit = blockRule({
  id: 'money/tax-in-split',
  severity: 'warning',
  needs: 'graph',
  on: ['split'],
  docs: {
    title: 'Collected tax is not given away',
    why: 'The liable party must remit it, so it cannot be given away.',
    source: 'practice',
  },
  valid: [{ name: 'net of tax', graph: taxed('net_of_tax') }],
  invalid: [
    {
      name: 'the gross amount',
      graph: taxed('gross'),
      reports: [
        {
          message: '“spl” shares out tax that the platform owes, found the gross amount',
          location: atField('spl', 'basis'),
        },
      ],
    },
  ],
  *check(split, flow) {
    if (split.props.basis !== 'gross') return
    const payment = moneyBefore(flow, split).find(isPayment)
    const tax = payment && taxOf(flow, payment)
    if (!tax?.collected || tax.liability === 'account') return
    yield found(
      atField(split.id, 'basis'),
      `${quoted(split)} shares out tax that the platform owes, found the gross amount`,
      [setProps('Divide it net of tax', split, { basis: 'net_of_tax' })],
    )
  },
})
