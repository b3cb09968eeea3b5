import { defineBlock } from '#shared/flow/block-definition.ts'
import { choice, optionalAmount, toggle } from '#shared/flow/fields.ts'
import { eventIn, eventOut, moneyOut, refIn } from '#shared/flow/ports.ts'

/** Takes a share back from a provider. */
export const transferReversal = defineBlock({
  kind: 'transfer-reversal',
  title: 'Transfer reversal',
  summary: 'Takes back what a provider was sent.',
  icon: 'corner-up-left',
  docs: {
    body: 'A reversal moves all or part of a transfer back to the platform. Proportional reversals are worked out on what has been refunded to date, so that rounding does not drift: reversed to date = round half up (refunded to date × share ÷ line). A transfer tied to a charge may leave the provider negative; any other needs the balance and fails without it.',
    source: 'https://docs.stripe.com/connect/separate-charges-and-transfers#reversing-transfers',
  },
  category: 'connect',
  personas: ['F'],
  keywords: ['take back a share', 'recover from provider', 'undo a transfer'],
  events: ['transfer.reversed'],
  size: 'standard',
  fields: {
    proportional: toggle({
      title: 'In proportion',
      help: 'To what was refunded; otherwise the amount below, or all of it.',
      initial: true,
    }),
    amount: optionalAmount({
      title: 'Amount',
      help: 'At most what has not been reversed.',
      parameter: 'amount',
      min: 1,
    }),
    order: choice({
      title: 'Order',
      help: 'First reverse: it can fail, and a refund cannot be called back.',
      initial: 'before_refund',
      choices: [
        { value: 'before_refund', label: 'Before the refund' },
        { value: 'after_refund', label: 'After the refund' },
      ],
      advanced: true,
    }),
    onInsufficient: choice({
      title: 'Without balance',
      help: 'What to do when the provider has nothing left.',
      initial: 'net_next',
      choices: [
        { value: 'net_next', label: 'Net from the next transfer' },
        { value: 'platform_bears', label: 'Platform bears it' },
        { value: 'fail', label: 'Fail' },
      ],
      advanced: true,
    }),
    rounding: choice({
      title: 'Rounding',
      help: 'On totals to date, or each one by itself.',
      initial: 'cumulative',
      choices: [
        { value: 'cumulative', label: 'On totals to date' },
        { value: 'each', label: 'Each by itself' },
      ],
      advanced: true,
    }),
  },
  ports: [
    refIn('transfer', 'Transfer', { required: true, many: true }),
    eventIn(),
    moneyOut({ label: 'Back to the platform' }),
    eventOut(),
  ],
  facts: block => (block.props.proportional ? 'in proportion' : 'in full'),
})
