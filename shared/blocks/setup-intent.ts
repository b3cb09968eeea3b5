import { defineBlock } from '#shared/flow/block-definition.ts'
import { choice } from '#shared/flow/fields.ts'
import { allowedMethods } from '#shared/flow/payment.ts'
import { allowedMethodsField, legacyMethodTypesField } from '#shared/flow/payment-fields.ts'
import { eventOut, refIn, refOut } from '#shared/flow/ports.ts'
import { said, unless } from '#shared/flow/said.ts'
import { customerParams } from '#shared/flow/subscription-params.ts'

/** Saves a payment method without charging it. */
export const setupIntent = defineBlock({
  kind: 'setup-intent',
  title: 'Saved card',
  summary: 'Saves a payment method for later, without a charge.',
  icon: 'arrow-down-to-line',
  docs: {
    body: 'A setup intent has the customer’s bank agree to later payments, then keeps the method with the customer. It is how one charges later or again without the customer: deposits longer than an authorisation lasts, pay after the goal is reached, a new card after a declined renewal. Without a customer the method is not kept.',
    source: 'https://docs.stripe.com/payments/save-and-reuse',
  },
  category: 'payments',
  personas: ['D'],
  keywords: ['save a card', 'charge later', 'hold a deposit for long', 'mandate'],
  events: [
    'setup_intent.created',
    'setup_intent.requires_action',
    'setup_intent.succeeded',
    'setup_intent.setup_failed',
    'payment_method.attached',
  ],
  size: 'standard',
  fields: {
    usage: choice({
      title: 'Used later',
      help: 'Without the customer, or only while the customer is present.',
      parameter: 'usage',
      initial: 'off_session',
      choices: [
        { value: 'off_session', label: 'Without the customer' },
        { value: 'on_session', label: 'With the customer present' },
      ],
    }),
    allowedPaymentMethodTypes: allowedMethodsField,
    paymentMethodTypes: legacyMethodTypesField,
  },
  ports: [
    refIn('customer', 'Customer', { required: true }),
    refIn('element', 'Collected by', { accepts: ['payment-element', 'card-element'] }),
    refOut('payment-method', 'Payment method'),
    eventOut(),
  ],
  facts: block => (block.props.usage === 'off_session' ? 'for later payments' : 'customer present'),
  compile(block, context) {
    const created = context.call(
      'setupIntents.create',
      said({
        ...customerParams(context.flow.into(block, 'customer')[0], context),
        usage: unless(block.props.usage, 'off_session'),
        ...(context.mode === 'unattended'
          ? {
              payment_method: 'pm_card_visa',
              confirm: true,
              automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
            }
          : said({ allowed_payment_method_types: allowedMethods(block, context.flow) })),
      }),
    )
    context.give('payment-method', { ...created, path: 'payment_method' })
  },
})
