import type { Finding } from '#shared/check/diagnostic.ts'
import type { ExampleBlock } from '#shared/check/example.ts'
import { shop, single } from '#shared/check/example-flows.ts'
import { clearProps, disconnect, setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField, atPort } from '#shared/check/locations.ts'
import { connectionsAt, sources } from '#shared/check/look.ts'
import { lostByPage } from '#shared/check/page-begins.ts'
import { blockRule, type GraphView } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'
import { LIMITS } from '#shared/facts/limits.ts'
import type { Block } from '#shared/flow/graph.ts'
import { paidBy } from '#shared/flow/payment.ts'
import { NOT_BY_LINK } from '#shared/flow/subscription-data.ts'

const link = (props: Readonly<Record<string, unknown>>, fee: Readonly<Record<string, unknown>> = {}) =>
  shop({
    drop: ['page'],
    blocks: { link: ['payment-link', props], fee: ['price', { unitAmount: 1800, ...fee }] },
    with: ['fee.price -> link.price', 'link.money-out -> pay.money-in'],
  })
const linkTo = (blocks: Readonly<Record<string, ExampleBlock>>, ...more: readonly string[]) =>
  single({
    drop: ['form'],
    blocks: { link: ['payment-link'], ...blocks },
    with: ['fee.price -> link.price', 'link.money-out -> plan.money-in', ...more],
  })
/** Blocks at what a link begins that it has no parameter for. */
function* lostBehind(link: Block, sold: Block, flow: GraphView): Iterable<Finding> {
  const trial = sources(flow, sold, 'trial')[0]
  if (trial && trial.props.end !== '')
    yield found(
      atField(trial.id, 'end'),
      `${quoted(link)} begins a trial of so many days, not one that ends at a time, found ${trial.props.end.slice(0, 10)}`,
      [setProps('Two weeks', trial, { end: '', days: 14 })],
    )
  const coupon = flow.into(sold, 'coupon')[0]
  if (coupon)
    yield found(
      atPort(sold.id, 'coupon'),
      `${quoted(link)} takes no coupon, only the codes that customers enter, found ${quoted(coupon)}`,
      [
        disconnect(
          `Disconnect ${quoted(coupon)}`,
          ...connectionsAt(flow, sold).into.filter(({ to }) => to.port === 'coupon'),
        ),
      ],
    )
}
/** A payment link keeps to its limits. */
export const linkLimits = blockRule({
  id: 'payments/link-limits',
  severity: 'error',
  needs: 'graph',
  on: ['payment-link'],
  docs: {
    title: 'A payment link keeps to its limits',
    why: '20 lines; fee amount only without, fee percent only with recurring prices; tax is automatic or none, discounts come by code. Of a subscription a link says the trial in days, the description and the metadata.',
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
      name: 'a trial that ends at a time',
      graph: linkTo({ plan: ['subscription', { trialEnd: '2026-12-23T00:00:00Z' }] }),
      reports: [
        {
          message: '“link” begins “plan” and has no parameter for its “Trial ends at”, found 2026-12-23',
          location: atField('plan', 'trialEnd'),
        },
      ],
    },
    {
      name: 'a trial block with an end',
      graph: linkTo(
        { plan: ['subscription'], free: ['trial', { end: '2026-12-23T00:00:00Z' }] },
        'free.trial -> plan.trial',
      ),
      reports: [
        {
          message: '“link” begins a trial of so many days, not one that ends at a time, found 2026-12-23',
          location: atField('free', 'end'),
        },
      ],
    },
    {
      name: 'a coupon',
      graph: linkTo(
        { plan: ['subscription'], off: ['coupon', { percentOff: 10 }] },
        'off.coupon -> plan.coupon',
      ),
      reports: [
        {
          message: '“link” takes no coupon, only the codes that customers enter, found “off”',
          location: atPort('plan', 'coupon'),
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
    yield* lostByPage(link, flow, NOT_BY_LINK)
    if (sold) yield* lostBehind(link, sold, flow)
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
