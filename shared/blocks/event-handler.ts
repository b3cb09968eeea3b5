import { defineBlock } from '#shared/flow/block-definition.ts'
import { optionalChoice, text, textList, toggle } from '#shared/flow/fields.ts'
import { eventIn, eventOut } from '#shared/flow/ports.ts'

/** Your code that answers to events. */
export const eventHandler = defineBlock({
  kind: 'event-handler',
  title: 'Event handler',
  summary: 'Your code that answers to some events.',
  icon: 'zap',
  docs: {
    body: 'A handler picks events of an endpoint, acknowledges at once, queues the work, and fetches the object again, because events come twice, late and out of order. What is connected behind it is what it does.',
    source: 'https://docs.stripe.com/webhooks#best-practices',
  },
  category: 'operations',
  personas: ['D'],
  keywords: ['react to an event', 'when paid', 'when declined', 'fulfil'],
  events: [],
  size: 'handler',
  fields: {
    events: textList({ title: 'Events', help: 'Which of the endpoint’s events it answers to.' }),
    idempotentBy: text({
      title: 'Done once per',
      help: 'What tells a repetition from something new.',
      initial: 'event.id+object',
      advanced: true,
    }),
    ackFirst: toggle({
      title: 'Acknowledge first',
      help: 'Answer 2xx at once, then work from a queue.',
      initial: true,
      advanced: true,
    }),
    refetch: toggle({
      title: 'Fetch again',
      help: 'Read the object from the API instead of trusting the order of events.',
      initial: true,
      advanced: true,
    }),
    reads: textList({
      title: 'Reads',
      help: 'Members of objects that your code reads, such as invoice.payments.',
      advanced: true,
    }),
    calls: textList({
      title: 'Calls',
      help: 'Stripe calls that your code makes beside those of connected blocks.',
      advanced: true,
    }),
    grants: optionalChoice({
      title: 'Grants access on',
      help: 'What makes your code hand out the service.',
      choices: [
        { value: 'invoice_paid', label: 'A paid invoice' },
        { value: 'subscription_active', label: 'An active subscription' },
        { value: 'session_completed', label: 'A completed checkout' },
      ],
      advanced: true,
    }),
  },
  ports: [eventIn({ required: true }), eventOut()],
  facts: block => block.props.events.join(', '),
})
