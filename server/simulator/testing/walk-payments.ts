import type { StripeClient } from '../schema/stripe-endpoints.generated.ts'

/** Calls every endpoint of an area once. Intents, charges, refunds, disputes, balance. */
export async function walkPayments(
  stripe: StripeClient,
  { customer, method }: { readonly customer: string; readonly method: string },
) {
  const intent = await stripe.paymentIntents.create({
    amount: 2000,
    currency: 'usd',
    customer,
    shipping: { name: 'A', address: { line1: '1 Main St' } },
  })
  await stripe.paymentIntents.update(intent.id, { amount: 2500 })
  await stripe.paymentIntents.confirm(intent.id, {
    payment_method: method,
    return_url: 'https://example.com',
  })
  const paid = await stripe.paymentIntents.retrieve(intent.id, {
    expand: ['latest_charge.balance_transaction', 'customer', 'payment_method'],
  })
  await stripe.paymentIntents.list({ customer })
  const held = await stripe.paymentIntents.create({
    amount: 900,
    currency: 'usd',
    payment_method: 'pm_card_visa',
    capture_method: 'manual',
    confirm: true,
  })
  await stripe.paymentIntents.capture(held.id, { amount_to_capture: 800 })
  await stripe.paymentIntents.cancel(
    (await stripe.paymentIntents.create({ amount: 900, currency: 'usd' })).id,
  )
  await stripe.paymentIntents.create({
    amount: 900,
    currency: 'usd',
    payment_method: 'pm_card_authenticationRequired',
    confirm: true,
  })
  await stripe.paymentIntents
    .create({ amount: 900, currency: 'usd', payment_method: 'pm_card_chargeDeclined', confirm: true })
    .catch(() => undefined)
  const charge = typeof paid.latest_charge === 'object' ? (paid.latest_charge?.id ?? '') : ''
  await stripe.charges.retrieve(charge, { expand: ['refunds'] })
  await stripe.charges.update(charge, { description: 'Box', fraud_details: { user_report: 'safe' } })
  await stripe.charges.list({ customer })
  const refund = await stripe.refunds.create({ charge, amount: 100, reason: 'duplicate' })
  await stripe.refunds.retrieve(refund.id, { expand: ['balance_transaction', 'charge'] })
  await stripe.refunds.update(refund.id, { metadata: { a: 'b' } })
  await stripe.refunds.list({ charge })
  await stripe.balance.retrieve()
  const booked = await stripe.balanceTransactions.list({ limit: 3, expand: ['data.source'] })
  await stripe.balanceTransactions.retrieve(booked.data[0]?.id ?? '')
  for (const last of ['close', 'submit'] as const) {
    const disputed = await stripe.paymentIntents.create({
      amount: 900,
      currency: 'usd',
      payment_method: 'pm_card_createDispute',
      confirm: true,
    })
    const [dispute] = (await stripe.disputes.list({ payment_intent: disputed.id, expand: ['data.charge'] }))
      .data
    const { id } = await stripe.disputes.retrieve(dispute?.id ?? '')
    if (last === 'close') await stripe.disputes.close(id)
    else
      await stripe.disputes.update(id, { evidence: { uncategorized_text: 'winning_evidence' }, submit: true })
  }
}

/** Calls every endpoint of an area once. Setup intents. */
export async function walkSetupIntents(stripe: StripeClient, customer: string) {
  const intent = await stripe.setupIntents.create({ customer, usage: 'off_session' })
  await stripe.setupIntents.update(intent.id, { metadata: { a: 'b' } })
  await stripe.setupIntents.confirm(intent.id, { payment_method: 'pm_card_visa' })
  await stripe.setupIntents.retrieve(intent.id, { expand: ['payment_method'] })
  await stripe.setupIntents.list({ customer })
  await stripe.setupIntents.cancel((await stripe.setupIntents.create({})).id)
}

/** Calls every endpoint of an area once. Bank debits, late refunds, what Radar puts up for review. */
export async function walkRisk(stripe: StripeClient) {
  const pay = async (payment_method: string) =>
    stripe.paymentIntents.create({ amount: 900, currency: 'eur', payment_method, confirm: true })
  const sepa = await stripe.paymentMethods.create({
    type: 'sepa_debit',
    sepa_debit: { iban: 'AT611904300234573201' },
    billing_details: { name: 'A', email: 'a@example.com' },
  })
  await pay(sepa.id)
  await pay('pm_usBankAccount_accountClosed')
  await stripe.refunds.create({ payment_intent: (await pay('pm_card_pendingRefund')).id })
  await stripe.refunds.create({ payment_intent: (await pay('pm_card_refundFail')).id })
  const risky = await pay('pm_card_riskLevelElevated')
  const [open] = (await stripe.reviews.list({ expand: ['data.charge'] })).data
  await stripe.reviews.retrieve(open?.id ?? '', { expand: ['payment_intent'] })
  await stripe.reviews.approve(open?.id ?? '')
  const warned = await pay('pm_card_createIssuerFraudRecord')
  const [warning] = (await stripe.radar.earlyFraudWarnings.list({ payment_intent: warned.id })).data
  await stripe.radar.earlyFraudWarnings.retrieve(warning?.id ?? '', { expand: ['charge'] })
  return risky.id
}
