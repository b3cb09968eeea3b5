import { choice, date, number, optionalChoice, optionalNumber, rows, textList, toggle } from './fields.ts'

const interval = [
  { value: 'day', label: 'Day' },
  { value: 'week', label: 'Week' },
  { value: 'month', label: 'Month' },
  { value: 'year', label: 'Year' },
] as const

const anchorPart = (part: 'month' | 'hour' | 'minute' | 'second', title: string, max: number) =>
  optionalNumber({
    title,
    help: `Together with the billing day; the ${part} of the start when empty.`,
    parameter: `billing_cycle_anchor_config.${part}`,
    min: part === 'month' ? 1 : 0,
    max,
    advanced: true,
  })

/** When a subscription starts, bills and ends. */
export const timingFields = {
  anchorDay: optionalNumber({
    title: 'Billing day',
    help: 'Day of the month on which it renews; the day of the first payment when empty.',
    parameter: 'billing_cycle_anchor_config.day_of_month',
    min: 1,
    max: 31,
    advanced: true,
  }),
  anchorMonth: anchorPart('month', 'Billing month', 12),
  anchorHour: anchorPart('hour', 'Billing hour', 23),
  anchorMinute: anchorPart('minute', 'Billing minute', 59),
  anchorSecond: anchorPart('second', 'Billing second', 59),
  anchor: date({
    title: 'First full bill at',
    help: 'A time instead of a billing day; not both.',
    parameter: 'billing_cycle_anchor',
    advanced: true,
  }),
  backdateStart: date({
    title: 'Started already at',
    help: 'A time in the past that is billed too.',
    parameter: 'backdate_start_date',
    advanced: true,
  }),
  trialDays: optionalNumber({
    title: 'Trial days',
    help: 'Free days at first; a trial block says more about their end.',
    parameter: 'trial_period_days',
    unit: 'days',
    min: 1,
    max: 730,
    advanced: true,
  }),
  trialEnd: date({
    title: 'Trial ends at',
    help: 'A time instead of days; two years ahead at most.',
    parameter: 'trial_end',
    advanced: true,
  }),
  trialFromPlan: toggle({
    title: 'Trial of the plan',
    help: 'Old plans carried their own trial days.',
    parameter: 'trial_from_plan',
    initial: false,
    advanced: true,
  }),
  missingPaymentMethod: optionalChoice({
    title: 'No card at the trial’s end',
    help: 'What happens when nobody has given a payment method by then.',
    parameter: 'trial_settings.end_behavior.missing_payment_method',
    choices: [
      { value: 'cancel', label: 'Cancel' },
      { value: 'create_invoice', label: 'Send an invoice' },
      { value: 'pause', label: 'Pause' },
    ],
    advanced: true,
  }),
  cancelAtPeriodEnd: toggle({
    title: 'End after this period',
    help: 'Cancel when the paid period is over.',
    parameter: 'cancel_at_period_end',
    initial: false,
    advanced: true,
  }),
  cancelAt: date({ title: 'Ends at', help: 'Cancel at this time.', parameter: 'cancel_at', advanced: true }),
  cancelAtBoundary: optionalChoice({
    title: 'Ends with',
    help: 'A boundary instead of a time, where the items have different periods.',
    parameter: 'cancel_at',
    choices: [
      { value: 'min_period_end', label: 'The earliest period' },
      { value: 'max_period_end', label: 'The latest period' },
      { value: 'max_billed_until', label: 'What has been billed' },
    ],
    advanced: true,
  }),
  pause: toggle({
    title: 'May be paused',
    help: 'Your support pauses and resumes it.',
    initial: false,
    advanced: true,
  }),
}

/** How a subscription's invoices come about. */
export const invoicingFields = {
  prorationDiscounts: optionalChoice({
    title: 'Discounts in prorations',
    help: 'Flexible billing only: inside the prorated amount, or lines of their own.',
    parameter: 'billing_mode.flexible.proration_discounts',
    choices: [
      { value: 'included', label: 'Included' },
      { value: 'itemized', label: 'Itemized' },
    ],
    advanced: true,
  }),
  pendingInterval: optionalChoice({
    title: 'Bill pending items every',
    help: 'More often than the subscription itself; a year at most.',
    parameter: 'pending_invoice_item_interval.interval',
    choices: interval,
    advanced: true,
  }),
  billingSchedules: rows({
    title: 'Billed ahead',
    help: 'Bills several periods in advance; flexible billing only.',
    parameter: 'billing_schedules',
    row: {
      interval: choice({
        title: 'Unit',
        help: 'Unit of the time that is billed ahead.',
        parameter: 'bill_until.duration.interval',
        initial: 'month',
        choices: interval,
      }),
      count: number({
        title: 'How many',
        help: 'How many of them are billed ahead.',
        parameter: 'bill_until.duration.interval_count',
        min: 1,
        initial: 1,
      }),
    },
    advanced: true,
  }),
  paymentMethodTypes: textList({
    title: 'Methods on invoices',
    help: 'Empty = what the Dashboard allows (recommended).',
    parameter: 'payment_settings.payment_method_types',
    suggestions: ['card', 'link', 'us_bank_account', 'sepa_debit'],
    advanced: true,
  }),
  invoicesPerDay: optionalNumber({
    title: 'Invoices a day',
    help: 'How many your own code makes for one subscription in a day, if it does.',
    min: 0,
    advanced: true,
  }),
}
