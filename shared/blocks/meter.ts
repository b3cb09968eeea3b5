import { defineBlock } from '#shared/flow/block-definition.ts'
import { choice, text, toggle } from '#shared/flow/fields.ts'
import { refOut } from '#shared/flow/ports.ts'

/** Counts what customers use. */
export const meter = defineBlock({
  kind: 'meter',
  title: 'Meter',
  summary: 'Counts what customers use, for metered prices.',
  icon: 'gauge',
  docs: {
    body: 'A meter adds up usage events per customer; a metered price bills the result at the end of each period. It suits plain pay-as-you-go; for contracts, credits and much traffic Stripe points to Metronome. A deactivated meter takes no events and cannot be put on a price.',
    source: 'https://docs.stripe.com/billing/subscriptions/usage-based',
  },
  category: 'catalog',
  personas: ['P', 'D'],
  keywords: ['usage', 'pay as you go', 'metered', 'api calls', 'consumption'],
  events: ['billing.meter.created', 'billing.meter.updated', 'billing.meter.deactivated'],
  size: 'compact',
  fields: {
    eventName: text({
      title: 'Event name',
      help: 'What your system reports: api_request.',
      parameter: 'event_name',
      maxLength: 100,
      initial: 'usage',
    }),
    formula: choice({
      title: 'Adds up by',
      help: 'The sum of values, the number of events, or the last value.',
      parameter: 'default_aggregation.formula',
      initial: 'sum',
      choices: [
        { value: 'sum', label: 'Sum' },
        { value: 'count', label: 'Count' },
        { value: 'last', label: 'Last value' },
      ],
    }),
    valueKey: text({
      title: 'Value is in',
      help: 'Member of the payload that holds the value.',
      parameter: 'value_settings.event_payload_key',
      maxLength: 100,
      initial: 'value',
      advanced: true,
    }),
    customerKey: text({
      title: 'Customer is in',
      help: 'Member of the payload that names the customer.',
      parameter: 'customer_mapping.event_payload_key',
      maxLength: 100,
      initial: 'stripe_customer_id',
      advanced: true,
    }),
    active: toggle({
      title: 'Active',
      help: 'A deactivated meter takes no events.',
      initial: true,
      advanced: true,
    }),
  },
  ports: [refOut('meter', 'Meter')],
  facts: block => `${block.props.formula} of ${block.props.eventName}`.slice(0, 48),
  compile(block, context) {
    const { eventName, formula, valueKey, customerKey } = block.props
    const created = context.call('billing.meters.create', {
      display_name: block.label,
      event_name: eventName,
      default_aggregation: { formula },
      value_settings: { event_payload_key: valueKey },
      customer_mapping: { type: 'by_id', event_payload_key: customerKey },
    })
    context.give('meter', created)
  },
})
