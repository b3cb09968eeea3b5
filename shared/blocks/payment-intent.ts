import { totalOf } from '#shared/flow/arrival.ts'
import { type CompileContext, defineBlock } from '#shared/flow/block-definition.ts'
import { chargeTypeOf } from '#shared/flow/charge-type.ts'
import { arrivalOf, collectPayment, payerAccount } from '#shared/flow/collect-payment.ts'
import type { PropsOf } from '#shared/flow/fields.ts'
import type { Block } from '#shared/flow/graph.ts'
import { intentConnectParams, methodParams, threeDSecure } from '#shared/flow/intent-params.ts'
import { linesOfPayment } from '#shared/flow/invoice-lines.ts'
import { ENTRIES } from '#shared/flow/money-ports.ts'
import type { Param } from '#shared/flow/parameters.ts'
import { entriesOfPayment, hostedEntry, isManualCapture, payerOf } from '#shared/flow/payment.ts'
import { paymentIntentFields as fields } from '#shared/flow/payment-intent-fields.ts'
import { eventOut, moneyIn, moneyOut, refIn } from '#shared/flow/ports.ts'
import { filled, said, unless } from '#shared/flow/said.ts'
import { accountParam, customerParams } from '#shared/flow/subscription-params.ts'
import { FIRST_PAYMENT } from '#shared/flow/turn.ts'
import { formatMoney } from '#shared/money/format.ts'

type Props = PropsOf<typeof fields>

/** How it is confirmed: a run has nobody to do it and takes the test card; an integration only off-session, or when told. */
const confirmParams = (block: Block<string, Props>, context: CompileContext): Record<string, Param> => {
  const { props } = block
  const element = entriesOfPayment(block, context.flow).map(entry => context.given(entry, 'element'))[0]
  const method = context.ref('payment-method')
  if (context.mode === 'unattended')
    return {
      payment_method: method ?? element ?? 'pm_card_visa',
      confirm: true,
      automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
      ...(props.offSession ? { off_session: true } : {}),
    }
  const confirm = props.confirm || props.offSession
  return said({
    automatic_payment_methods: props.automaticPaymentMethods ? { enabled: true } : undefined,
    ...(props.automaticPaymentMethods ? {} : methodParams(block, context)),
    payment_method: method ?? undefined,
    confirm: unless(confirm, false),
    off_session: unless(props.offSession, false),
    return_url: confirm ? filled(props.returnUrl) : undefined,
    error_on_requires_action: unless(props.errorOnRequiresAction, false),
  })
}

/** One payment. */
export const paymentIntent = defineBlock({
  kind: 'payment-intent',
  title: 'Payment',
  summary: 'One payment, by any method, now or later.',
  icon: 'credit-card',
  docs: {
    body: 'A payment intent follows one payment from the first try to success: authentication, declines and retries included. Its charge type decides nearly everything with several parties: direct charges belong to the connected account, destination charges pay one account at once, separate charges are divided afterwards. With manual capture the money is authorised only, and released after seven days. Checkout and payment links create the intent themselves; this block then adds to their parameters. A run confirms with a test card.',
    source: 'https://docs.stripe.com/payments/payment-intents',
  },
  category: 'payments',
  personas: ['A', 'D'],
  keywords: ['one-time payment', 'charge a card', 'pay once', 'authorise', 'deposit'],
  events: [
    'payment_intent.created',
    'payment_intent.requires_action',
    'payment_intent.processing',
    'payment_intent.amount_capturable_updated',
    'payment_intent.succeeded',
    'payment_intent.payment_failed',
    'payment_intent.canceled',
    'charge.succeeded',
    'charge.failed',
    'charge.updated',
  ],
  size: 'tall',
  fields,
  ports: [
    refIn('customer', 'Customer'),
    refIn('payment-method', 'Payment method', { accepts: ['payment-method', 'setup-intent'] }),
    refIn('radar', 'Radar'),
    refIn('application-fee', 'Application fee'),
    moneyIn(ENTRIES),
    moneyOut({ label: 'Each payment' }),
    eventOut(),
  ],
  facts(block, flow) {
    const expected = linesOfPayment(flow, block, FIRST_PAYMENT)
    const total = expected ? totalOf(expected.lines) : undefined
    const type = chargeTypeOf(block, flow)
    const shown =
      expected && total !== undefined
        ? formatMoney({ amount: total, currency: expected.currency })
        : 'Amount varies'
    return type === 'platform' ? shown : `${shown} · ${type}`
  },
  compile(block, context) {
    const { props } = block
    const { flow } = context
    if (context.mode === 'attended' && hostedEntry(block, flow)) return
    const expected = linesOfPayment(flow, block, FIRST_PAYMENT)
    const total = expected ? totalOf(expected.lines) : undefined
    const created = context.call(
      'paymentIntents.create',
      said({
        amount: total ?? props.amount,
        currency: expected?.currency ?? flow.platform.currency,
        ...customerParams(payerOf(block, flow), context),
        capture_method: unless(
          isManualCapture(block, flow) ? 'manual' : props.captureMethod,
          'automatic_async',
        ),
        setup_future_usage: props.setupFutureUsage,
        ...confirmParams(block, context),
        payment_method_options: threeDSecure(block, context),
        ...intentConnectParams(block, context),
        on_behalf_of: accountParam(props.onBehalfOf, context),
        transfer_group: filled(props.transferGroup),
        statement_descriptor: filled(props.statementDescriptor),
        statement_descriptor_suffix: filled(props.statementDescriptorSuffix),
        receipt_email: filled(props.receiptEmail),
        description: block.label,
      }),
      { after: [...context.after('money-in'), ...context.after('payment-method')] },
    )
    context.give('money-out', created)
  },
  forecast(block, context) {
    const expected = linesOfPayment(context.flow, block, context)
    if (!expected) return
    if (!isManualCapture(block, context.flow)) {
      collectPayment(context, { ...expected, payment: block })
      return
    }
    const arrival = arrivalOf(context, { ...expected, payment: block })
    if (!arrival) return
    const authorised = { ...arrival, account: payerAccount(block, context) }
    context.send('money-out', to => (to.kind === 'capture' ? authorised : null))
  },
})
