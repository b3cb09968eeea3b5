import { shop } from '#shared/check/example-flows.ts'
import { clearProps, setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField, atPort } from '#shared/check/locations.ts'
import { sources } from '#shared/check/look.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'
import { LIMITS } from '#shared/facts/limits.ts'
import { paidBy } from '#shared/flow/payment.ts'

const link = (props: Readonly<Record<string, unknown>>, fee: Readonly<Record<string, unknown>> = {}) =>
  shop({
    drop: ['page'],
    blocks: { link: ['payment-link', props], fee: ['price', { unitAmount: 1800, ...fee }] },
    with: ['fee.price -> link.price', 'link.money-out -> pay.money-in'],
  })
/** A payment link keeps to its limits. */
export const linkLimits = blockRule({
  id: 'payments/link-limits',
  severity: 'error',
  needs: 'graph',
  on: ['payment-link'],
  docs: {
    title: 'A payment link keeps to its limits',
    why: '20 lines; fee amount only without, fee percent only with recurring prices; tax is automatic or none.',
    source: 'Stripe API reference: payment_links.create',
  },
  valid: [{ name: 'a fee of a one-time price', graph: link({ feeAmount: 200 }) }],
  invalid: [
    {
      name: 'an amount of a recurring price',
      graph: link({ feeAmount: 200 }, { interval: 'month' }),
      reports: [
        {
          message: '“link” takes a fee as an amount, which recurring prices do not allow, found “fee”',
          location: atField('link', 'feeAmount'),
        },
      ],
    },
    {
      name: 'a percentage of a one-time price',
      graph: link({ feePercent: 10 }),
      reports: [
        {
          message: '“link” takes a fee in percent, which only recurring prices allow, found none',
          location: atField('link', 'feePercent'),
        },
      ],
    },
    {
      name: 'rates of tax',
      graph: shop({
        drop: ['page'],
        blocks: {
          link: ['payment-link'],
          fee: ['price', { unitAmount: 1800, taxBehavior: 'exclusive' }],
          vat: ['tax', { mode: 'rates', liability: 'self', rates: [{ name: 'VAT', percent: '20' }] }],
        },
        with: ['fee.price -> link.price', 'link.money-out -> pay.money-in', 'vat.tax -> link.tax'],
      }),
      reports: [
        {
          message: '“link” has rates of tax, which payment links do not take, found “vat”',
          location: atPort('link', 'tax'),
        },
      ],
    },
  ],
  *check(link, flow) {
    const prices = sources(flow, link, 'price')
    const recurring = prices.find(({ props }) => props.interval !== undefined)
    const { lines } = LIMITS.paymentLink
    if (prices.length > lines)
      yield found(
        atPort(link.id, 'price'),
        `${quoted(link)} has more than ${lines} lines, found ${prices.length}`,
      )
    const sold = paidBy(link, flow)
    const taxes = [link, ...(sold ? [sold] : [])].flatMap(place => sources(flow, place, 'tax'))
    const vat = taxes.find(({ props }) => props.mode === 'rates')
    if (vat)
      yield found(
        atPort(link.id, 'tax'),
        `${quoted(link)} has rates of tax, which payment links do not take, found ${quoted(vat)}`,
        [setProps('Work the tax out automatically', vat, { mode: 'automatic', rates: [] })],
      )
    if (recurring && link.props.feeAmount !== undefined)
      yield found(
        atField(link.id, 'feeAmount'),
        `${quoted(link)} takes a fee as an amount, which recurring prices do not allow, found ${quoted(recurring)}`,
        [clearProps('Remove the fee', link, 'feeAmount')],
      )
    if (!recurring && link.props.feePercent !== undefined)
      yield found(
        atField(link.id, 'feePercent'),
        `${quoted(link)} takes a fee in percent, which only recurring prices allow, found none`,
        [clearProps('Remove the fee', link, 'feePercent')],
      )
  },
})
