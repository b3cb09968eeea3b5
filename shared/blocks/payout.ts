import { CURRENCIES } from '#shared/facts/currencies.ts'
import { LIMITS } from '#shared/facts/limits.ts'
import { byDay } from '#shared/flow/arrival.ts'
import { defineBlock } from '#shared/flow/block-definition.ts'
import {
  choice,
  number,
  optionalAmount,
  optionalChoice,
  optionalNumber,
  type PropsOf,
  rows,
  textList,
} from '#shared/flow/fields.ts'
import type { Param } from '#shared/flow/parameters.ts'
import { currencyPaidOut, payoutPostings } from '#shared/flow/pay-out.ts'
import { eventOut, moneyIn } from '#shared/flow/ports.ts'
import { said } from '#shared/flow/said.ts'
import { accountParam } from '#shared/flow/subscription-params.ts'
import { money } from '#shared/money/money.ts'

const fields = {
  interval: choice({
    title: 'Paid out',
    help: 'By Stripe’s schedule, or by your own calls.',
    parameter: 'payments.payouts.schedule.interval',
    initial: 'daily',
    choices: [
      { value: 'daily', label: 'Daily' },
      { value: 'weekly', label: 'Weekly' },
      { value: 'monthly', label: 'Monthly' },
      { value: 'manual', label: 'By hand' },
    ],
  }),
  weeklyDays: textList({
    title: 'Weekdays',
    help: 'Monday to Friday, for weekly payouts.',
    parameter: 'payments.payouts.schedule.weekly_payout_days',
    suggestions: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
  }),
  monthlyDays: rows({
    title: 'Days of the month',
    help: 'For monthly payouts.',
    parameter: 'payments.payouts.schedule.monthly_payout_days',
    row: { day: number({ title: 'Day', help: 'A day from 1 to 31.', min: 1, max: 31, initial: 1 }) },
  }),
  delayDays: optionalNumber({
    title: 'Delay',
    help: 'Days from charge to payout; the country’s minimum when empty.',
    parameter: 'payments.settlement_timing.delay_days_override',
    unit: 'days',
    min: 0,
    max: LIMITS.payoutDelayDays,
  }),
  method: choice({
    title: 'Speed',
    help: 'Instant payouts arrive in minutes and cost a fee.',
    parameter: 'method',
    initial: 'standard',
    choices: [
      { value: 'standard', label: 'Standard' },
      { value: 'instant', label: 'Instant' },
    ],
  }),
  minimumBalance: optionalAmount({
    title: 'Stays behind',
    help: 'Not paid out: a reserve for refunds and disputes.',
    parameter: 'payments.payouts.minimum_balance_by_currency',
    min: 0,
    advanced: true,
  }),
  holdDays: optionalNumber({
    title: 'Held at most',
    help: 'By hand only: for how long you keep the money; countries set a limit.',
    unit: 'days',
    min: 0,
    advanced: true,
  }),
  debitNegativeBalances: optionalChoice({
    title: 'Below zero',
    help: 'Whether Stripe may take from the bank account; off by default where you collect the requirements.',
    parameter: 'payments.debit_negative_balances',
    choices: [
      { value: 'yes', label: 'Take it from the bank' },
      { value: 'no', label: 'Wait for income' },
    ],
    advanced: true,
  }),
  timing: choice({
    title: 'Compared with the service',
    help: 'Money that is gone before the service is done cannot be taken back.',
    initial: 'after_delivery',
    choices: [
      { value: 'after_delivery', label: 'After it' },
      { value: 'before_delivery', label: 'Before it' },
    ],
    advanced: true,
  }),
}

type Props = PropsOf<typeof fields>

const schedule = ({ interval, weeklyDays, monthlyDays }: Props): Param =>
  said({
    interval,
    weekly_payout_days: interval === 'weekly' ? weeklyDays : undefined,
    monthly_payout_days: interval === 'monthly' ? monthlyDays.map(({ day }) => day) : undefined,
  })

/** Money leaves Stripe for a bank account. */
export const payout = defineBlock({
  kind: 'payout',
  title: 'Payout',
  summary: 'Sends a balance to its owner’s bank account.',
  icon: 'banknote-arrow-down',
  docs: {
    body: 'Payouts follow a schedule per account, or your own calls. Once money is paid out, reversals and disputes find an empty balance, so that a delay, or payouts after the service is done, protect the platform. payout.paid means that it is expected to arrive; it can still fail within five business days. Payouts follow the wall clock: a forecast shows them, a run sets the schedule and does not wait. One by hand happens when a scenario says so: a run then reads the balance and pays out.',
    source: 'https://docs.stripe.com/connect/manage-payout-schedule',
  },
  category: 'connect',
  personas: ['F', 'V'],
  keywords: ['bank account', 'withdraw', 'pay day', 'instant payout', 'delay payouts'],
  events: ['payout.created', 'payout.updated', 'payout.paid', 'payout.failed', 'payout.canceled'],
  size: 'standard',
  fields,
  ports: [
    moneyIn(['connected-account', 'platform-balance', 'condition'], { required: true, label: 'Balance' }),
    eventOut(),
  ],
  facts({ props }) {
    const delay = props.delayDays === undefined ? '' : `, after ${props.delayDays} days`
    return `${props.interval}${props.method === 'instant' ? ', instant' : ''}${delay}`
  },
  compile(block, context) {
    const { props } = block
    const source = context.flow.into(block, 'money-in')[0]
    if (!source) return
    const account = source.kind === 'connected-account' ? accountParam(source.id, context) : undefined
    const currency = currencyPaidOut(source, context.flow)
    context.call(
      'balanceSettings.update',
      {
        payments: said({
          payouts: said({
            schedule: schedule(props),
            minimum_balance_by_currency:
              props.minimumBalance === undefined ? undefined : { [currency]: props.minimumBalance },
          }),
          settlement_timing:
            props.delayDays === undefined ? undefined : { delay_days_override: props.delayDays },
          debit_negative_balances:
            props.debitNegativeBalances === undefined ? undefined : props.debitNegativeBalances === 'yes',
        }),
      },
      {
        title: `Set the payouts of “${source.label}”`,
        ...(account === undefined ? {} : { onAccount: account }),
      },
    )
  },
  forecast(block, context) {
    const source = context.flow.into(block, 'money-in')[0]
    const { interval, minimumBalance = 0 } = block.props
    if (interval === 'manual') return
    for (const { waitDays, money: arrived } of byDay(context.incoming('money-in'))) {
      const { amount: total, currency } = arrived
      const step = CURRENCIES.get(currency)?.payoutStep ?? 1
      const left = Math.max(0, total - minimumBalance)
      const paid = left - (left % step)
      if (paid === 0) continue
      const { moved, billed } = payoutPostings(block, source, money(paid, currency))
      context.post(moved, waitDays)
      if (billed) context.bill(billed, waitDays)
    }
  },
})
