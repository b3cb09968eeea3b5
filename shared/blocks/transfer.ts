import { LIMITS } from '#shared/facts/limits.ts'
import type { ReactionArrival } from '#shared/flow/arrival.ts'
import { type CompileContext, defineBlock, type ForecastContext } from '#shared/flow/block-definition.ts'
import { choice, number, optionalAmount, text, toggle } from '#shared/flow/fields.ts'
import type { Block } from '#shared/flow/graph.ts'
import { PAYMENTS, SHARES } from '#shared/flow/money-ports.ts'
import { onPaid, successEvent, wholeCharge } from '#shared/flow/paid-charges.ts'
import { eventIn, eventOut, moneyIn, moneyOut, refOut } from '#shared/flow/ports.ts'
import { sentAfter } from '#shared/flow/release.ts'
import { said } from '#shared/flow/said.ts'
import { waitAt, waitThrough } from '#shared/flow/waits.ts'
import { money } from '#shared/money/money.ts'
import type { Account } from '#shared/money/posting.ts'

type Props = {
  amount: number | undefined
  sourceTransaction: boolean
  currency: string
  description: string
  transferGroup: string
  key: string
}

const send = (block: Block<string, Props>, arrival: ReactionArrival, context: CompileContext): void => {
  const account = context.flow.outOf(block, 'money-out')[0]
  const destination = account && context.given(account, 'account')
  if (!destination) return
  const { sourceTransaction, description, transferGroup, key, currency } = block.props
  const waitDays = waitThrough(block, arrival)
  const created = context.call(
    'transfers.create',
    {
      ...sentAfter({ arrival, transfer: block, destination, waitDays }, context),
      currency: currency || arrival.currency,
      destination,
      ...(sourceTransaction && arrival.charge !== null ? { source_transaction: arrival.charge } : {}),
      ...(description ? { description } : {}),
      ...(transferGroup ? { transfer_group: transferGroup } : {}),
    },
    {
      ...(arrival.each ? { each: arrival.each } : {}),
      ...(arrival.when ? { when: arrival.when } : {}),
      name: arrival.charge === null ? 'top' : 'create',
      key: arrival.charge === null ? `${key}:top` : key,
      keyValues: { ...arrival.keyValues, account: destination },
      title: `Transfer to “${account.label}”`,
      waitDays,
    },
  )
  context.give('transfer', created)
}

/** A transfer that no payment sets off: once, from what the platform has. */
const fromBalance = (block: Block<string, Props>, context: CompileContext): void => {
  const account = context.flow.outOf(block, 'money-out')[0]
  const destination = account && context.given(account, 'account')
  const { amount, currency, description } = block.props
  if (!destination || amount === undefined) return
  const created = context.call(
    'transfers.create',
    said({
      amount,
      currency: currency || context.flow.platform.currency,
      destination,
      description: description || undefined,
      metadata: { block: block.id },
    }),
    {
      after: context.after('money-in'),
      title: `Transfer to “${account.label}”`,
      waitDays: waitAt(block),
    },
  )
  context.give('transfer', created)
}

/** The same in a forecast: in the first month, from what the platform has. */
const bookFromBalance = (block: Block<string, Props>, account: Block, context: ForecastContext): void => {
  const { amount, currency } = block.props
  if (context.month > 1 || context.between || amount === undefined) return
  const sent = money(amount, currency || context.flow.platform.currency)
  const waitDays = waitAt(block)
  const to: Account = `balance:${account.id}`
  const from: Account = 'balance:platform'
  const arrival = { money: sent, account: from, gross: sent, fee: money(0, sent.currency), lines: [] }
  context.draw('money-in', arrival)
  context.post({ from, to, money: sent, memo: `Transfer “${block.label}”` }, waitDays)
  context.send('money-out', () => ({ ...arrival, account: to, ...(waitDays > 0 ? { waitDays } : {}) }))
}

/** Moves a share from the platform to a provider. */
export const transfer = defineBlock({
  kind: 'transfer',
  title: 'Transfer',
  summary: 'Sends a share to a connected account.',
  icon: 'arrow-right-left',
  docs: {
    body: 'A transfer moves money from the platform’s balance to a connected account. With source_transaction it is tied to its charge: it may be made while that money is still pending, becomes available together with it, and all transfers of one charge cannot exceed that charge. Without it, it needs available balance and fails when there is none: so does one straight from the platform’s balance, which is made once. One that waits, by its delay or behind a hold, reads the charge again on its day and sends only what was not refunded or contested meanwhile.',
    source: 'https://docs.stripe.com/connect/separate-charges-and-transfers',
  },
  category: 'connect',
  personas: ['F', 'V'],
  keywords: ['pay a provider', 'send money to seller', 'share'],
  events: ['transfer.created', 'transfer.reversed', 'transfer.updated'],
  size: 'standard',
  fields: {
    amount: optionalAmount({
      title: 'Amount',
      help: 'Only without a split; a split decides its shares itself.',
      parameter: 'amount',
      min: 1,
    }),
    sourceTransaction: toggle({
      title: 'Tied to its charge',
      help: 'Uses source_transaction, so pending money can be shared.',
      parameter: 'source_transaction',
      initial: true,
    }),
    currency: text({
      title: 'Currency',
      help: 'That of the charge’s balance transaction when empty.',
      parameter: 'currency',
      maxLength: 3,
      advanced: true,
    }),
    description: text({
      title: 'Description',
      help: 'For your own records.',
      parameter: 'description',
      maxLength: 500,
      advanced: true,
    }),
    transferGroup: text({
      title: 'Group',
      help: 'A label; Stripe derives one from the charge.',
      parameter: 'transfer_group',
      maxLength: 255,
      advanced: true,
    }),
    delayDays: number({
      title: 'Delay',
      help: 'Days after the payment, or after the hold, on which it is made.',
      unit: 'days',
      min: 0,
      initial: 0,
      advanced: true,
    }),
    onFailure: choice({
      title: 'When it fails',
      help: 'Retry while the reason may pass, or tell somebody.',
      initial: 'retry',
      choices: [
        { value: 'retry', label: 'Retry' },
        { value: 'alert', label: 'Alert' },
      ],
      advanced: true,
    }),
    gate: choice({
      title: 'Before it',
      help: 'Look up whether the account may receive transfers.',
      initial: 'capability',
      choices: [
        { value: 'capability', label: 'Check the capability' },
        { value: 'enabled_flags', label: 'Read charges_enabled (v1)' },
        { value: 'none', label: 'Check nothing' },
      ],
      advanced: true,
    }),
    key: text({
      title: 'Idempotency key',
      help: 'What makes a repetition harmless; {invoice} and {account} are filled in.',
      maxLength: LIMITS.idempotencyKey,
      initial: 'split:{invoice}:{account}',
      advanced: true,
    }),
  },
  ports: [
    moneyIn([...PAYMENTS, ...SHARES, 'platform-balance'], { required: true }),
    eventIn(),
    moneyOut({ label: 'To the account', required: true, many: false }),
    refOut('transfer', 'Transfer'),
    eventOut(),
  ],
  facts(block, flow) {
    const account = flow.outOf(block, 'money-out')[0]
    return account ? `to ${account.label}` : 'to nobody yet'
  },
  compile(block, context) {
    const { flow } = context
    const source = flow.into(block, 'money-in')[0]
    if (!source || SHARES.some(kind => kind === source.kind)) return
    if (source.kind === 'platform-balance') fromBalance(block, context)
    else
      onPaid(context, { payment: source, events: [successEvent(source, flow)] }, sources => {
        const arrival = wholeCharge(sources)
        send(block, { ...arrival, amount: block.props.amount ?? arrival.amount }, context)
      })
  },
  receive(block, arrival, context) {
    send(block, arrival, context)
  },
  forecast(block, context) {
    const account = context.flow.outOf(block, 'money-out')[0]
    if (!account) return
    if (context.flow.into(block, 'money-in')[0]?.kind === 'platform-balance') {
      bookFromBalance(block, account, context)
      return
    }
    for (const arrival of context.incoming('money-in')) {
      const sent =
        block.props.amount === undefined ? arrival.money : money(block.props.amount, arrival.money.currency)
      const waitDays = waitThrough(block, arrival)
      const to: Account = `balance:${account.id}`
      context.post({ from: arrival.account, to, money: sent, memo: `Transfer “${block.label}”` }, waitDays)
      context.send('money-out', () => ({ ...arrival, money: sent, account: to, waitDays }))
    }
  },
})
