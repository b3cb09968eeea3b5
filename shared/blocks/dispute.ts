import { type CompileContext, defineBlock, type FlowIndex } from '#shared/flow/block-definition.ts'
import { choice, number, textList, toggle } from '#shared/flow/fields.ts'
import type { Block } from '#shared/flow/graph.ts'
import { PAYMENTS } from '#shared/flow/money-ports.ts'
import type { Condition, ReactionDraft, Ref } from '#shared/flow/parameters.ts'
import { paymentBehind } from '#shared/flow/payment.ts'
import { eventIn, eventOut, moneyIn } from '#shared/flow/ports.ts'
import { recoveredLegs } from '#shared/flow/take-back.ts'

const not = (status: string): Condition => ({ path: 'status', equals: status, negated: true })

/** Inquiries take no money, and what was won already needs no recovery. */
const CONTESTED: Omit<ReactionDraft, 'events'> = {
  fetch: 'disputes',
  when: [not('warning_needs_response'), not('warning_under_review'), not('warning_closed'), not('won')],
  late: true,
}

const WON: Omit<ReactionDraft, 'events'> = {
  fetch: 'disputes',
  when: [{ path: 'status', equals: 'won' }],
  late: true,
}

const eventsHeardBy = (block: Block, flow: FlowIndex): readonly string[] =>
  flow
    .into(block, 'event-in')
    .flatMap(handler => (Array.isArray(handler.props['events']) ? handler.props['events'].map(String) : []))

const EACH = (path: string): Ref => ({ $ref: 'each', path })

/** The transfers of the contested payment: they share its group. */
const transfersOf = (trigger: Ref, context: CompileContext): Ref => {
  const payment = context.call(
    'paymentIntents.retrieve',
    { expand: ['latest_charge'] },
    { name: 'payment', target: { ...trigger, path: 'payment_intent' }, title: 'Read the contested payment' },
  )
  const transfers = context.call(
    'transfers.list',
    { transfer_group: { ...payment, path: 'latest_charge.transfer_group' }, limit: 100 },
    { name: 'transfers', title: 'Find its transfers' },
  )
  return { ...transfers, path: 'data' }
}

const recover = (trigger: Ref, context: CompileContext): void => {
  context.call(
    'transfers.createReversal',
    {
      amount: { $difference: EACH('amount'), less: EACH('amount_reversed') },
      metadata: { reason: 'dispute', dispute: { ...trigger, path: 'id' } },
    },
    {
      name: 'recover',
      each: transfersOf(trigger, context),
      target: EACH('id'),
      key: 'dispute:{dispute}:{transfer}',
      keyValues: { dispute: { ...trigger, path: 'id' }, transfer: EACH('id') },
      title: 'Take the share back',
    },
  )
}

/** Exactly what the dispute took back is sent again, from the balance: its own reversal is the latest one. */
const payAgain = (trigger: Ref, context: CompileContext): void => {
  context.call(
    'transfers.create',
    {
      amount: EACH('reversals.data.0.amount'),
      currency: EACH('currency'),
      destination: EACH('destination'),
      transfer_group: EACH('transfer_group'),
      metadata: { dispute: { ...trigger, path: 'id' } },
    },
    {
      name: 'again',
      each: transfersOf(trigger, context),
      only: [{ path: 'reversals.data.0.metadata.reason', equals: 'dispute' }],
      key: 'rewin:{dispute}:{account}',
      keyValues: { dispute: { ...trigger, path: 'id' }, account: EACH('destination') },
      title: 'Pay the share again',
    },
  )
}

/** A cardholder contests a payment. */
export const dispute = defineBlock({
  kind: 'dispute',
  title: 'Dispute',
  summary: 'What to do when a cardholder contests a payment.',
  icon: 'gavel',
  docs: {
    body: 'The bank takes the payment back at once, with a fee, from whoever was charged: the platform on separate and destination charges. Nothing is reversed by itself. Answer with evidence before the deadline, usually once. A win returns the money (and the fee for countering), but providers whose share was taken back must be paid again. A dispute covers the part of the charge that is not refunded yet. Cardholders have about 120 days; Stripe’s test cards contest a payment right after its charge, and no call does so later: in forecast and run a dispute therefore comes with its payment, never on a day after it.',
    source: 'https://docs.stripe.com/disputes',
  },
  category: 'payments',
  personas: ['R', 'F'],
  keywords: ['chargeback', 'contested payment', 'fraud claim'],
  events: [
    'charge.dispute.created',
    'charge.dispute.updated',
    'charge.dispute.closed',
    'charge.dispute.funds_withdrawn',
    'charge.dispute.funds_reinstated',
  ],
  size: 'standard',
  fields: {
    simulate: choice({
      title: 'Try out',
      help: 'Which test card a run uses to bring one about.',
      initial: 'none',
      choices: [
        { value: 'none', label: 'Nothing' },
        { value: 'fraudulent', label: 'A fraud dispute' },
        { value: 'inquiry', label: 'An inquiry' },
      ],
    }),
    response: choice({
      title: 'Answer',
      help: 'Accept it, counter with evidence, or let Smart Disputes.',
      initial: 'counter',
      choices: [
        { value: 'counter', label: 'Counter' },
        { value: 'accept', label: 'Accept' },
        { value: 'smart', label: 'Smart Disputes' },
      ],
    }),
    recover: choice({
      title: 'Meanwhile',
      help: 'Take the shares back from the providers, or not.',
      initial: 'reverse_transfers',
      choices: [
        { value: 'none', label: 'Leave shares where they are' },
        { value: 'reverse_transfers', label: 'Reverse the transfers' },
      ],
    }),
    onWon: toggle({
      title: 'Pay again when won',
      help: 'Transfers the shares again after a win.',
      initial: true,
    }),
    dueAlertDays: number({
      title: 'Warn before the deadline',
      help: 'Evidence after it is not considered.',
      unit: 'days',
      min: 0,
      initial: 3,
      advanced: true,
    }),
    evidence: textList({
      title: 'Evidence',
      help: 'What you can show: receipt, service date, messages.',
      parameter: 'evidence',
      advanced: true,
    }),
    feesPlanned: toggle({
      title: 'Fees are planned for',
      help: 'Each dispute costs a fee that is kept, and countering another that a win returns.',
      initial: true,
      advanced: true,
    }),
    submissions: choice({
      title: 'Submitted',
      help: 'Usually there is one submission: stage, then submit once.',
      initial: 'once',
      choices: [
        { value: 'once', label: 'Once' },
        { value: 'several', label: 'In parts' },
      ],
      advanced: true,
    }),
  },
  ports: [moneyIn(PAYMENTS, { required: true, label: 'Its payment' }), eventIn(), eventOut()],
  compile(block, context) {
    const { flow } = context
    const source = flow.into(block, 'money-in')[0]
    const taking = source && recoveredLegs(block, paymentBehind(source, flow), flow)
    if (!taking) return
    const heard = new Set(eventsHeardBy(block, flow))
    if (heard.has('charge.dispute.created'))
      context.on({ ...CONTESTED, events: ['charge.dispute.created'] }, trigger => recover(trigger, context))
    if (heard.has('charge.dispute.closed') && block.props.onWon)
      context.on({ ...WON, events: ['charge.dispute.closed'] }, trigger => payAgain(trigger, context))
  },
  facts: block =>
    ({ accept: 'Accepted', counter: 'Countered with evidence', smart: 'Smart Disputes' })[
      block.props.response
    ],
})
