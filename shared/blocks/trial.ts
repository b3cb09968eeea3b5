import { defineBlock } from '#shared/flow/block-definition.ts'
import { choice, date, optionalNumber } from '#shared/flow/fields.ts'
import { refOut } from '#shared/flow/ports.ts'

/** Free time at the start of a subscription. */
export const trial = defineBlock({
  kind: 'trial',
  title: 'Trial',
  summary: 'Free days at the start, and what happens after them.',
  icon: 'clock',
  docs: {
    body: 'A trial puts the first payment off. Decide what happens at its end when nobody has given a payment method: Stripe’s own default sends an invoice, ours cancels. The first invoice is over zero and is paid, so that whatever hangs on invoice.paid must look at the amount. Three days before the end an event tells you. Month 1 of a forecast is that of the first payment, after the trial.',
    source: 'https://docs.stripe.com/billing/subscriptions/trials',
  },
  category: 'billing',
  personas: ['P'],
  keywords: ['free trial', 'try before paying', 'first month free'],
  events: ['customer.subscription.trial_will_end'],
  size: 'compact',
  fields: {
    days: optionalNumber({
      title: 'Days',
      help: 'How long it is free; or a time below.',
      parameter: 'trial_period_days',
      unit: 'days',
      min: 1,
      max: 730,
    }),
    end: date({
      title: 'Ends at',
      help: 'A time instead of days; two years ahead at most.',
      parameter: 'trial_end',
    }),
    missingPaymentMethod: choice({
      title: 'Without a method',
      help: 'What happens at the end when there is no payment method.',
      parameter: 'trial_settings.end_behavior.missing_payment_method',
      initial: 'cancel',
      choices: [
        { value: 'cancel', label: 'Cancel' },
        { value: 'create_invoice', label: 'Send an invoice' },
        { value: 'pause', label: 'Pause' },
      ],
    }),
  },
  ports: [refOut('trial', 'Trial')],
  facts({ props }) {
    if (props.end !== '') return `until ${props.end.slice(0, 10)}`
    return props.days === undefined ? 'no days yet' : `${props.days} days, then ${props.missingPaymentMethod}`
  },
})
