import { API_VERSION } from '#shared/facts/api-version.ts'
import { defineBlock } from '#shared/flow/block-definition.ts'
import { choice, number, text, textList, toggle } from '#shared/flow/fields.ts'
import { eventIn, eventOut } from '#shared/flow/ports.ts'

/** Where Stripe reports what happened. */
export const webhookEndpoint = defineBlock({
  kind: 'webhook-endpoint',
  title: 'Webhook endpoint',
  summary: 'Where Stripe reports what happened.',
  icon: 'webhook',
  docs: {
    body: 'Stripe posts signed events to this address, several times if need be and in any order. An endpoint hears the whole account; the listed events decide what arrives. Events of connected accounts need an endpoint of their own (connect), events of v2 accounts a thin one. The signing secret is shown once, when the endpoint is created. In a run the server’s own address stands for the drawn one.',
    source: 'https://docs.stripe.com/webhooks',
  },
  category: 'operations',
  personas: ['D', 'O'],
  keywords: ['events', 'notifications', 'listen to stripe', 'callbacks'],
  events: [],
  size: 'standard',
  fields: {
    url: text({
      title: 'Address',
      help: 'https, except on this machine. A run uses the server’s own.',
      parameter: 'url',
    }),
    enabledEvents: textList({ title: 'Events', help: 'What is sent here.', parameter: 'enabled_events' }),
    connect: toggle({
      title: 'Connected accounts',
      help: 'Events of the providers’ accounts instead of the platform’s.',
      parameter: 'connect',
      initial: false,
    }),
    payload: choice({
      title: 'Payload',
      help: 'Snapshots carry the object; thin events, which v2 accounts send, name it.',
      initial: 'snapshot',
      choices: [
        { value: 'snapshot', label: 'Snapshot' },
        { value: 'thin', label: 'Thin' },
      ],
    }),
    verifySignature: toggle({
      title: 'Verify the signature',
      help: 'Refuse what Stripe did not sign.',
      initial: true,
      advanced: true,
    }),
    rawBody: toggle({
      title: 'Verify the raw body',
      help: 'The signature covers the bytes as they came.',
      initial: true,
      advanced: true,
    }),
    tolerance: number({
      title: 'Tolerance',
      help: 'Older signatures are refused; 0 switches the check off.',
      unit: 'seconds',
      min: 0,
      initial: 300,
      advanced: true,
    }),
    apiVersion: text({
      title: 'API version',
      help: 'Payloads take the endpoint’s version, not your SDK’s.',
      parameter: 'api_version',
      initial: API_VERSION,
      advanced: true,
    }),
    secretRef: text({
      title: 'Secret is in',
      help: 'Name of the environment variable that holds the signing secret.',
      initial: 'STRIPE_WEBHOOK_SECRET',
      advanced: true,
    }),
  },
  brings: ['event-handler'],
  ports: [eventIn(), eventOut()],
  facts: block =>
    `${block.props.enabledEvents.length} events${block.props.verifySignature ? ' · signed' : ''}`,
  compile(block, context) {
    const { url, enabledEvents, connect, payload, apiVersion } = block.props
    if (payload === 'thin') {
      if (context.mode === 'unattended') return
      context.call('v2.core.eventDestinations.create', {
        name: block.label,
        type: 'webhook_endpoint',
        event_payload: 'thin',
        events_from: [connect || context.flow.ofKind('connected-account').length > 0 ? '@accounts' : '@self'],
        enabled_events: enabledEvents,
        webhook_endpoint: { url },
        include: ['webhook_endpoint.signing_secret'],
      })
      return
    }
    context.call('webhookEndpoints.create', {
      url,
      enabled_events: enabledEvents,
      api_version: apiVersion,
      ...(connect ? { connect: true } : {}),
    })
  },
})
