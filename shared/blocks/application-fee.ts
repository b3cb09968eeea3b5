import { totalOf } from '#shared/flow/arrival.ts'
import { defineBlock } from '#shared/flow/block-definition.ts'
import { optionalAmount, optionalPercent } from '#shared/flow/fields.ts'
import { linesOfPayment } from '#shared/flow/invoice-lines.ts'
import { applicationFeeOf, isHosted, paidBy } from '#shared/flow/payment.ts'
import { moneyOut, refOut } from '#shared/flow/ports.ts'
import { formatMoney } from '#shared/money/format.ts'
import { money } from '#shared/money/money.ts'

/** What the platform keeps of a direct or destination charge. */
export const applicationFee = defineBlock({
  kind: 'application-fee',
  title: 'Application fee',
  summary: 'What the platform keeps of a direct or destination charge.',
  icon: 'coins',
  docs: {
    body: 'With direct and destination charges the commission is an application fee: collected with the payment, moved to the platform at once, capped at what was captured. It is a parameter of the payment, an amount for one-off payments and a percentage for subscriptions. A refund leaves it with the platform unless it says otherwise. Separate charges have none: there the commission is what is not transferred.',
    source: 'https://docs.stripe.com/connect/direct-charges#collect-fees',
  },
  category: 'connect',
  personas: ['F'],
  keywords: ['commission', 'platform fee', 'take rate', 'keep a part'],
  events: ['application_fee.created', 'application_fee.refunded'],
  size: 'standard',
  fields: {
    amount: optionalAmount({
      title: 'Amount',
      help: 'Of every payment; or a percentage below.',
      parameter: 'application_fee_amount',
      min: 0,
    }),
    percent: optionalPercent({
      title: 'Percent',
      help: 'Of every payment, two decimals; worked out as an amount for one-off payments.',
      parameter: 'application_fee_percent',
      unit: '%',
    }),
  },
  ports: [refOut('application-fee', 'Application fee'), moneyOut({ label: 'To the platform' })],
  facts(block, flow) {
    const { amount, percent } = block.props
    if (amount !== undefined) return formatMoney({ amount, currency: flow.platform.currency })
    return percent === undefined ? 'no fee yet' : `${percent} % of each payment`
  },
  forecast(block, context) {
    const { flow } = context
    for (const target of flow.outOf(block, 'application-fee')) {
      const payment = isHosted(target) ? (paidBy(target, flow) ?? target) : target
      const expected = linesOfPayment(flow, payment, context)
      const gross = totalOf(expected?.lines ?? [])
      const fee = expected && money(applicationFeeOf(payment, gross, flow), expected.currency)
      if (!expected || !fee || fee.amount === 0) continue
      const arrival = {
        money: fee,
        account: 'balance:platform' as const,
        gross: fee,
        fee: money(0, fee.currency),
      }
      context.send('money-out', () => ({ ...arrival, lines: expected.lines }))
    }
  },
})
