import { defineBlock } from '#shared/flow/block-definition.ts'
import {
  basisPointsField,
  blockField,
  choice,
  optionalAmount,
  optionalBasisPoints,
  optionalNumber,
  rows,
} from '#shared/flow/fields.ts'
import { PAYMENTS } from '#shared/flow/money-ports.ts'
import { onPaid } from '#shared/flow/paid-charges.ts'
import { eventIn, eventOut, moneyIn, moneyOut } from '#shared/flow/ports.ts'
import { said } from '#shared/flow/said.ts'
import { shares } from '#shared/flow/share.ts'
import { splitTerms, topsUp, triggersOf } from '#shared/flow/split-terms.ts'
import { money } from '#shared/money/money.ts'

const fields = {
  mode: choice({
    title: 'Divide',
    help: 'By line: each service’s provider gets its own line. By shares: fixed rules, whatever was bought.',
    initial: 'by_line_item',
    choices: [
      { value: 'by_line_item', label: 'By line item' },
      { value: 'legs', label: 'By shares' },
    ],
  }),
  commissionBps: basisPointsField({
    title: 'Commission',
    help: 'What the platform keeps of each line, before fees.',
    unit: '% of each line',
    initial: 1000,
  }),
  feeBearer: choice({
    title: 'Stripe fee paid by',
    help: 'Taken from what the platform keeps, or from every share in proportion.',
    initial: 'platform',
    choices: [
      { value: 'platform', label: 'Platform' },
      { value: 'providers', label: 'Providers' },
      { value: 'none', label: 'Not decided' },
    ],
  }),
  trigger: choice({
    title: 'Starts on',
    help: 'One split per payment, even if the event arrives twice. The connected handler decides; this stands in without one.',
    initial: 'invoice.paid',
    choices: [
      { value: 'invoice.paid', label: 'invoice.paid' },
      { value: 'payment_intent.succeeded', label: 'payment_intent.succeeded' },
      { value: 'charge.succeeded', label: 'charge.succeeded' },
      { value: 'manual', label: 'By hand' },
    ],
  }),
  basis: choice({
    title: 'Calculated on',
    help: 'Gross, without tax, or without tax and Stripe’s fee.',
    initial: 'net_of_tax',
    choices: [
      { value: 'gross', label: 'Gross amount' },
      { value: 'net_of_tax', label: 'Net of tax' },
      { value: 'net_of_fees', label: 'Net of fees' },
      { value: 'none', label: 'Not decided' },
    ],
    advanced: true,
  }),
  commissionMin: optionalAmount({
    title: 'Commission at least',
    help: 'Per payment.',
    min: 0,
    advanced: true,
  }),
  commissionMax: optionalAmount({
    title: 'Commission at most',
    help: 'Per payment.',
    min: 0,
    advanced: true,
  }),
  legs: rows({
    title: 'Shares',
    help: 'By shares: what each transfer gets. By line: another commission for one provider.',
    row: {
      account: blockField({
        title: 'Account',
        help: 'Provider that gets the share.',
        kinds: ['connected-account'],
      }),
      percentBps: optionalBasisPoints({
        title: 'Percent',
        help: 'Part of what is shared.',
        unit: '%',
      }),
      fixed: optionalAmount({ title: 'Fixed', help: 'The same amount of every payment.', min: 1 }),
      remainder: optionalNumber({
        title: 'Remainder',
        help: 'Parts of what is left (1 each = equal).',
        unit: 'parts',
        min: 1,
      }),
      commissionBps: optionalBasisPoints({
        title: 'Commission',
        help: 'Instead of the one above.',
        unit: '%',
      }),
    },
    advanced: true,
  }),
  rounding: choice({
    title: 'Rounding',
    help: 'Units left over go to the largest fractions, ties to the earlier share: no cent is lost or invented.',
    initial: 'largest_remainder',
    choices: [
      { value: 'largest_remainder', label: 'Largest remainder' },
      { value: 'none', label: 'Not decided' },
    ],
    advanced: true,
  }),
  negative: choice({
    title: 'Negative share',
    help: 'Prorations can make a provider’s sum negative.',
    initial: 'carry_forward',
    choices: [
      { value: 'carry_forward', label: 'Carry to the next payment' },
      { value: 'platform', label: 'Platform bears it' },
      { value: 'none', label: 'Not decided' },
    ],
    advanced: true,
  }),
  amountFrom: choice({
    title: 'Limited by',
    help: 'The charge can be smaller than the invoice: balances, partial payments.',
    initial: 'charge',
    choices: [
      { value: 'charge', label: 'The charge' },
      { value: 'invoice_total', label: 'The invoice’s total' },
    ],
    advanced: true,
  }),
  discountsFrom: choice({
    title: 'Discounts from',
    help: 'Stripe’s own figure per line is what was billed.',
    initial: 'invoice_lines',
    choices: [
      { value: 'invoice_lines', label: 'The invoice’s lines' },
      { value: 'recomputed', label: 'Own arithmetic' },
    ],
    advanced: true,
  }),
}

/** Divides a payment among providers; what it leaves is the platform's. */
export const split = defineBlock({
  kind: 'split',
  title: 'Split',
  summary: 'Divides every payment; looks up what was paid and moves no money itself.',
  icon: 'split',
  docs: {
    body: 'Divides each payment into shares by the largest-remainder method, so that no cent is lost or invented. By line, a provider gets what was paid for its own services less the commission; by shares, fixed amounts and percentages come first and the remainder is divided by its parts. Shares of one charge never exceed that charge. Starts from the paid invoice alone: one payment gives rise to several events, and only one of them may divide it.',
    source: 'https://docs.stripe.com/connect/separate-charges-and-transfers',
  },
  category: 'connect',
  personas: ['A', 'F'],
  keywords: ['pay several sellers', 'divide a payment', 'commission', 'revenue share', 'bundle payout'],
  events: [],
  size: 'tall',
  fields,
  ports: [
    moneyIn(PAYMENTS, { required: true }),
    eventIn(),
    moneyOut({ label: 'Shares', required: true }),
    eventOut(),
  ],
  facts: block =>
    block.props.mode === 'by_line_item'
      ? `By line, ${block.props.commissionBps / 100} % commission`
      : `By ${block.props.legs.length} shares`,
  compile(block, context) {
    const { flow } = context
    const payment = flow.into(block, 'money-in')[0]
    const terms = splitTerms(block, flow, price => context.given(price, 'price') ?? '')
    context.terms(terms)
    if (!payment || (block.props.trigger === 'manual' && flow.into(block, 'event-in').length === 0)) return
    onPaid(context, { payment, events: triggersOf(block, flow) }, sources => {
      const { trigger, invoice, lines, charges } = sources
      for (const part of topsUp(terms, payment, flow) ? (['charge', 'top'] as const) : (['charge'] as const))
        context.pass('money-out', leg =>
          terms.legs.some(candidate => candidate.leg === leg.id)
            ? {
                trigger,
                payment: sources.payment,
                lines,
                amount: { $share: block.id, leg: leg.id, lines, charges, part },
                currency: { $ref: 'each', path: 'latest_charge.balance_transaction.currency' },
                charge: part === 'charge' ? { $ref: 'each', path: 'latest_charge.id' } : null,
                each: charges,
                metadata: said({ invoice, split: block.id }),
                keyValues: { invoice },
              }
            : null,
        )
    })
  },
  forecast(block, context) {
    const { flow } = context
    const terms = splitTerms(block, flow, price => price.id)
    const source = flow.into(block, 'money-in')[0]
    const topUp = source !== undefined && topsUp(terms, source, flow)
    for (const arrival of context.incoming('money-in')) {
      const payment = { amount: arrival.gross.amount, fee: arrival.fee.amount }
      const whole = shares(terms, arrival.lines, [payment])[0] ?? []
      const parts = topUp ? whole : whole.map(part => ({ ...part, top: 0 }))
      const given = parts.reduce((sum, part) => sum + part.charge + part.top, 0)
      const { currency } = arrival.money
      const keeper = flow.outOf(block, 'money-out').find(to => to.kind === 'platform-balance')
      context.send('money-out', to => {
        const part = parts.find(candidate => candidate.leg === to.id)
        if (part)
          return part.charge + part.top > 0
            ? { ...arrival, money: money(part.charge + part.top, currency) }
            : null
        const rest = arrival.money.amount - given
        return to.id === keeper?.id && rest > 0 ? { ...arrival, money: money(rest, currency) } : null
      })
    }
  },
})
