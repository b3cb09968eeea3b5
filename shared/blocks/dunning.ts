import { defineBlock } from '#shared/flow/block-definition.ts'
import { choice, number, rows, toggle } from '#shared/flow/fields.ts'
import { eventOut, refOut } from '#shared/flow/ports.ts'
import { isCustom, retryPolicyOf, retryPolicyText } from '#shared/flow/retry-policy.ts'

/** What happens when a renewal fails. */
export const dunning = defineBlock({
  kind: 'dunning',
  title: 'Dunning',
  summary: 'Retries failed renewals, then decides.',
  icon: 'history',
  docs: {
    body: 'Retry policy and final state of failed renewals. Stripe keeps them in the Dashboard (Billing, Revenue recovery) and has no API for them: this block documents the choice, the simulator follows it, and a run against Stripe lists it as a precondition. Hard declines and missing methods are not retried: ask for a new card.',
    source: 'https://docs.stripe.com/billing/revenue-recovery/smart-retries',
  },
  category: 'billing',
  personas: ['F', 'O'],
  keywords: ['failed payment', 'retry', 'declined renewal', 'recover revenue'],
  events: [
    'invoice.payment_failed',
    'invoice.payment_action_required',
    'customer.subscription.updated',
    'customer.subscription.deleted',
  ],
  size: 'standard',
  fields: {
    policy: choice({
      title: 'Retries',
      help: 'Smart Retries choose the times; a custom schedule names days.',
      initial: 'smart',
      choices: [
        { value: 'smart', label: 'Smart Retries' },
        { value: 'custom', label: 'Custom schedule' },
      ],
    }),
    tries: number({
      title: 'Tries',
      help: 'Eight within two weeks is Stripe’s suggestion.',
      min: 1,
      max: 8,
      initial: 8,
    }),
    window: choice({
      title: 'Within',
      help: 'Smart Retries offers one, two or three weeks, one or two months.',
      initial: '2w',
      choices: [
        { value: '1w', label: 'One week' },
        { value: '2w', label: 'Two weeks' },
        { value: '3w', label: 'Three weeks' },
        { value: '1m', label: 'One month' },
        { value: '2m', label: 'Two months' },
      ],
    }),
    days: rows({
      title: 'Days',
      help: 'Days of a custom schedule, counted from the first try; three at most.',
      row: {
        day: number({
          title: 'Day',
          help: 'Days after the first try.',
          unit: 'days',
          min: 1,
          max: 62,
          initial: 3,
        }),
      },
      max: 3,
      advanced: true,
    }),
    finalAction: choice({
      title: 'Then',
      help: 'What becomes of the subscription when every try failed.',
      initial: 'cancel',
      choices: [
        { value: 'cancel', label: 'Cancel it' },
        { value: 'unpaid', label: 'Mark it unpaid' },
        { value: 'past_due', label: 'Leave it past due' },
      ],
    }),
    graceAccess: toggle({
      title: 'Access while past due',
      help: 'Whether the customer keeps the service during retries.',
      initial: true,
    }),
    mails: toggle({
      title: 'Mails to the customer',
      help: 'Stripe asks for a new card by mail.',
      initial: true,
    }),
  },
  ports: [refOut('dunning', 'Dunning'), eventOut()],
  precondition: block => `Billing, Revenue recovery: ${retryPolicyText(retryPolicyOf(block))}`,
  facts: block => {
    const windows = { '1w': '1 week', '2w': '2 weeks', '3w': '3 weeks', '1m': '1 month', '2m': '2 months' }
    const own = retryPolicyOf(block)
    return isCustom(block)
      ? `tries after ${own.days.join(', ')} days`
      : `${block.props.tries} tries in ${windows[block.props.window]}`
  },
})
