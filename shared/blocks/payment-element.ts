import { defineBlock } from '#shared/flow/block-definition.ts'
import { choice, text, toggle } from '#shared/flow/fields.ts'
import { allowedMethodsField } from '#shared/flow/payment-fields.ts'
import { eventOut, moneyOut, refIn, refOut } from '#shared/flow/ports.ts'
import { attachTestCard } from '#shared/flow/test-card.ts'

/** Where the customer enters a payment method, inside the app. */
export const paymentElement = defineBlock({
  kind: 'payment-element',
  title: 'Payment element',
  summary: 'Card entry inside your own app or site.',
  icon: 'smartphone',
  docs: {
    body: 'Stripe’s own form inside your page or app: card numbers never touch your server (SAQ A). It confirms the client secret of a payment or of a subscription’s first invoice. In a run nobody sits in front of it, so the test card pm_card_visa is attached instead.',
    source: 'https://docs.stripe.com/payments/payment-element',
  },
  category: 'customer',
  personas: ['P', 'D'],
  keywords: ['card form', 'mobile app payment', 'checkout in app', 'pay in app', 'wallets'],
  events: [
    'payment_intent.created',
    'payment_intent.succeeded',
    'payment_intent.payment_failed',
    'setup_intent.succeeded',
  ],
  size: 'standard',
  fields: {
    platform: choice({
      title: 'Runs on',
      help: 'Web page, or the mobile PaymentSheet.',
      initial: 'web',
      choices: [
        { value: 'web', label: 'Web' },
        { value: 'ios', label: 'iOS' },
        { value: 'android', label: 'Android' },
        { value: 'react_native', label: 'React Native' },
      ],
    }),
    mode: choice({
      title: 'Collects',
      help: 'A payment, a saved method, or the first payment of a subscription.',
      initial: 'payment',
      choices: [
        { value: 'payment', label: 'A payment' },
        { value: 'setup', label: 'A method for later' },
        { value: 'subscription', label: 'A subscription' },
      ],
    }),
    saveMethod: toggle({
      title: 'Save the method',
      help: 'The customer may keep it for next time.',
      initial: true,
    }),
    allowedPaymentMethodTypes: allowedMethodsField,
    returnUrl: text({
      title: 'Return address',
      help: 'Where redirects come back to.',
      parameter: 'return_url',
      advanced: true,
    }),
    publishableKey: text({
      title: 'Key in the client',
      help: 'Name of the setting that holds the publishable key; never a secret key.',
      initial: 'STRIPE_PUBLISHABLE_KEY',
      maxLength: 120,
      advanced: true,
    }),
    cardForm: choice({
      title: 'Card fields',
      help: 'Stripe’s form keeps you out of PCI scope; an own one does not.',
      initial: 'stripe',
      choices: [
        { value: 'stripe', label: 'Stripe’s' },
        { value: 'own', label: 'Own form' },
      ],
      advanced: true,
    }),
  },
  ports: [refIn('customer', 'Customer'), moneyOut(), refOut('element', 'Saved by'), eventOut()],
  facts: block => {
    const platforms = { web: 'Web', ios: 'iOS', android: 'Android', react_native: 'React Native' }
    return `${platforms[block.props.platform]}${block.props.saveMethod ? ' · saves card' : ''}`
  },
  compile(block, context) {
    const customer = context.ref('customer')
    if (!customer) return
    if (context.mode === 'unattended') {
      attachTestCard(block, context.flow.into(block, 'customer')[0], context)
      return
    }
    const name = block.props.platform === 'web' ? 'payment_element' : 'mobile_payment_element'
    const save = block.props.saveMethod ? 'enabled' : 'disabled'
    const session = context.call('customerSessions.create', {
      customer,
      components: {
        [name]: {
          enabled: true,
          features: { payment_method_save: save, payment_method_redisplay: 'enabled' },
        },
      },
    })
    context.give('element', session)
  },
})
