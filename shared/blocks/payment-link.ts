import { type CompileContext, defineBlock } from '#shared/flow/block-definition.ts'
import { quantitiesField } from '#shared/flow/checkout-fields.ts'
import { invoiceCreation, lineItems, linkIntentData } from '#shared/flow/checkout-params.ts'
import { choice, optionalAmount, optionalNumber, optionalPercent, toggle } from '#shared/flow/fields.ts'
import type { Block } from '#shared/flow/graph.ts'
import { intentConnectParams } from '#shared/flow/intent-params.ts'
import type { Param } from '#shared/flow/parameters.ts'
import { paidBy, payerOf } from '#shared/flow/payment.ts'
import { automaticTaxFields } from '#shared/flow/payment-fields.ts'
import { eventOut, moneyOut, refIn } from '#shared/flow/ports.ts'
import { blockIdOf } from '#shared/flow/read-props.ts'
import { said, unless } from '#shared/flow/said.ts'
import { linkSubscriptionData } from '#shared/flow/subscription-data.ts'
import { accountParam, automaticTaxParam, connectParams } from '#shared/flow/subscription-params.ts'
import { attachTestCard } from '#shared/flow/test-card.ts'

/** What the payment behind a link adds: whom it pays, and what the intent or the subscription is like. */
const paidParams = (payment: Block, link: Block, context: CompileContext): Record<string, Param> => {
  const recurring = context.flow.into(link, 'price').some(price => price.props['interval'] !== undefined)
  return recurring
    ? said({
        ...connectParams(payment, context),
        subscription_data: linkSubscriptionData(link, payment, context),
      })
    : said({
        ...intentConnectParams(payment, context),
        payment_intent_data: linkIntentData(payment, link),
        invoice_creation: invoiceCreation(payment),
      })
}

/** A link that anybody can pay. */
export const paymentLink = defineBlock({
  kind: 'payment-link',
  title: 'Payment link',
  summary: 'A link or QR code that anybody can pay, without code.',
  icon: 'link',
  docs: {
    body: 'A payment link opens a payment page of Stripe’s for the same offer again and again: in mails, on posters, in a profile. It makes a Checkout session per visitor and the payment behind it. Open links with small or free amounts attract card testing: set a minimum and a limit. In a run the payment behind it is made with a test card.',
    source: 'https://docs.stripe.com/payment-links',
  },
  category: 'customer',
  personas: ['P'],
  keywords: ['sell without code', 'donation page', 'qr code', 'link in bio', 'pay by link'],
  events: [
    'payment_link.created',
    'payment_link.updated',
    'checkout.session.completed',
    'checkout.session.async_payment_succeeded',
    'checkout.session.async_payment_failed',
    'checkout.session.expired',
  ],
  size: 'standard',
  fields: {
    submitType: choice({
      title: 'Button says',
      help: 'What the customer is asked to do.',
      parameter: 'submit_type',
      initial: 'auto',
      choices: [
        { value: 'auto', label: 'What fits' },
        { value: 'pay', label: 'Pay' },
        { value: 'book', label: 'Book' },
        { value: 'donate', label: 'Donate' },
        { value: 'subscribe', label: 'Subscribe' },
      ],
    }),
    items: quantitiesField,
    completedLimit: optionalNumber({
      title: 'Paid at most',
      help: 'The link closes after so many payments.',
      parameter: 'restrictions.completed_sessions.limit',
      unit: 'times',
      min: 1,
    }),
    allowPromotionCodes: toggle({
      title: 'Asks for a code',
      help: 'A field for promotion codes.',
      parameter: 'allow_promotion_codes',
      initial: false,
      advanced: true,
    }),
    feeAmount: optionalAmount({
      title: 'Application fee',
      help: 'One-time prices only; or a percentage with recurring ones.',
      parameter: 'application_fee_amount',
      min: 0,
      advanced: true,
    }),
    feePercent: optionalPercent({
      title: 'Application fee, percent',
      help: 'Recurring prices only; two decimals.',
      parameter: 'application_fee_percent',
      unit: '%',
      advanced: true,
    }),
    ...automaticTaxFields,
  },
  ports: [
    refIn('price', 'Price', { required: true, many: true }),
    refIn('tax', 'Tax'),
    moneyOut({ label: 'What is paid' }),
    eventOut(),
  ],
  facts({ props }) {
    const limit = props.completedLimit === undefined ? '' : ` · ${props.completedLimit} times`
    return (props.submitType === 'auto' ? 'for everybody' : props.submitType) + limit
  },
  compile(block, context) {
    const { props } = block
    const { flow } = context
    const payment = paidBy(block, flow)
    if (context.mode === 'unattended') {
      attachTestCard(block, payment && payerOf(payment, flow), context)
      return
    }
    const created = context.call(
      'paymentLinks.create',
      said({
        line_items: lineItems(block, payment, context),
        submit_type: unless(props.submitType, 'auto'),
        restrictions:
          props.completedLimit === undefined
            ? undefined
            : { completed_sessions: { limit: props.completedLimit } },
        allow_promotion_codes: unless(props.allowPromotionCodes, false),
        automatic_tax: automaticTaxParam(block, context) ?? (payment && automaticTaxParam(payment, context)),
        ...(payment ? paidParams(payment, block, context) : {}),
        ...said({ application_fee_amount: props.feeAmount, application_fee_percent: props.feePercent }),
        on_behalf_of: payment && accountParam(blockIdOf(payment, 'onBehalfOf'), context),
      }),
    )
    context.give('money-out', created)
  },
})
