import { defineBlock } from '#shared/flow/block-definition.ts'
import { amount, text } from '#shared/flow/fields.ts'
import { eventOut, moneyOut } from '#shared/flow/ports.ts'
import { formatMoney } from '#shared/money/format.ts'
import { money } from '#shared/money/money.ts'

/** Own money into the balance. */
export const topUp = defineBlock({
  kind: 'top-up',
  title: 'Top-up',
  summary: 'Puts own money into the platform’s balance.',
  icon: 'banknote-arrow-up',
  docs: {
    body: 'A top-up moves money from the platform’s bank account into its Stripe balance: to pay providers before customers have paid, or to cover refunds and disputes. It takes days to arrive and is offered in some countries only. The forecast books one, in the first month.',
    source: 'https://docs.stripe.com/connect/top-ups',
  },
  category: 'connect',
  personas: ['F'],
  keywords: ['fund the balance', 'pay in', 'negative balance', 'prefund'],
  events: ['topup.created', 'topup.succeeded', 'topup.failed', 'topup.canceled', 'topup.reversed'],
  size: 'compact',
  fields: {
    amount: amount({
      title: 'Amount',
      help: 'What is paid in.',
      parameter: 'amount',
      min: 1,
      initial: 10_000,
    }),
    currency: text({
      title: 'Currency',
      help: 'The platform’s when empty.',
      parameter: 'currency',
      maxLength: 3,
    }),
  },
  ports: [moneyOut(), eventOut()],
  facts: (block, flow) =>
    formatMoney({ amount: block.props.amount, currency: block.props.currency || flow.platform.currency }),
  compile(block, context) {
    const { amount: paidIn, currency } = block.props
    const created = context.call('topups.create', {
      amount: paidIn,
      currency: currency || context.flow.platform.currency,
      description: block.label,
    })
    context.give('money-out', created)
    if (context.mode === 'unattended')
      context.call(
        'topups.retrieve',
        {},
        {
          target: created,
          until: { path: 'status', equals: 'succeeded' },
          title: `Wait until “${block.label}” has arrived`,
        },
      )
  },
  forecast(block, context) {
    if (context.month > 1 || context.between) return
    const paidIn = money(block.props.amount, block.props.currency || context.flow.platform.currency)
    context.post({ from: 'bank:platform', to: 'balance:platform', money: paidIn, memo: 'Top-up' })
    const fee = money(0, paidIn.currency)
    context.send('money-out', () => ({
      money: paidIn,
      account: 'balance:platform',
      gross: paidIn,
      fee,
      lines: [],
    }))
  },
})
