import { type CompileContext, defineBlock } from '#shared/flow/block-definition.ts'
import { date, number, text } from '#shared/flow/fields.ts'
import type { Block } from '#shared/flow/graph.ts'
import type { Ref } from '#shared/flow/parameters.ts'
import { refIn } from '#shared/flow/ports.ts'
import { textOf } from '#shared/flow/read-props.ts'
import { filled, said } from '#shared/flow/said.ts'
import { secondsOf } from '#shared/flow/subscription-params.ts'

const DEFAULT_VALUE_KEY = 'value'
const DEFAULT_CUSTOMER_KEY = 'stripe_customer_id'

/** Usage counts from a subscription's start, so the subscriptions that bill the meter come first. */
const subscriptionsOf = (block: Block, context: CompileContext): readonly Ref[] =>
  context.flow
    .into(block, 'meter')
    .flatMap(meter => context.flow.outOf(meter, 'meter'))
    .flatMap(price => context.flow.outOf(price, 'price'))
    .flatMap(payment => context.given(payment, 'subscription') ?? [])

/** Reports usage to a meter. */
export const usageEvent = defineBlock({
  kind: 'usage-event',
  title: 'Usage event',
  summary: 'Reports what a customer has used.',
  icon: 'activity',
  docs: {
    body: 'Your system reports each use, or a sum of uses, with an identifier of its own: only the identifier makes a repetition harmless. Accepted are times from 35 days ago to five minutes ahead. The value drawn here is what one customer uses in one period; the forecast bills it every period, and a run reports it once in each.',
    source: 'https://docs.stripe.com/api/billing/meter-event',
  },
  category: 'catalog',
  personas: ['D'],
  keywords: ['report usage', 'count requests', 'usage record'],
  events: ['v1.billing.meter.error_report_triggered'],
  size: 'compact',
  fields: {
    value: number({
      title: 'Value',
      help: 'Units used in one period.',
      parameter: 'payload.value',
      min: 0,
      initial: 1000,
    }),
    timestamp: date({
      title: 'Time',
      help: 'Now when empty; 35 days back to five minutes ahead.',
      parameter: 'timestamp',
      advanced: true,
    }),
    identifier: text({
      title: 'Identifier',
      help: 'Your own id of this use: the same one is counted once.',
      parameter: 'identifier',
      maxLength: 100,
      initial: 'usage-1',
    }),
  },
  ports: [refIn('meter', 'Meter', { required: true }), refIn('customer', 'Customer', { required: true })],
  facts: block => `${block.props.value} units a period`,
  compile(block, context) {
    const { value, timestamp, identifier } = block.props
    const source = context.flow.into(block, 'meter')[0]
    const customer = context.ref('customer')
    if (!source || !customer) return
    context.call(
      'billing.meterEvents.create',
      said({
        event_name: textOf(source, 'eventName'),
        payload: {
          [textOf(source, 'valueKey') || DEFAULT_VALUE_KEY]: String(value),
          [textOf(source, 'customerKey') || DEFAULT_CUSTOMER_KEY]: customer,
        },
        identifier: filled(identifier),
        timestamp: secondsOf(timestamp),
      }),
      { after: [...context.after('meter'), ...subscriptionsOf(block, context)] },
    )
  },
})
