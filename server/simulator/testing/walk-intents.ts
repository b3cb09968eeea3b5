import type { StripeClient } from '../schema/stripe-endpoints.generated.ts'

const agreed = {
  customer_acceptance: { type: 'online' as const, online: { ip_address: '127.0.0.1', user_agent: 'walk' } },
}

/** Calls every endpoint of an area once. Authorisations, tokens, mandates, charges without an intent, waiting refunds. */
export async function walkIntents(stripe: StripeClient) {
  const held = await stripe.paymentIntents.create({
    amount: 900,
    currency: 'usd',
    payment_method: 'pm_card_visa',
    capture_method: 'manual',
    confirm: true,
    payment_method_options: { card: { request_incremental_authorization: 'if_available' } },
    amount_details: { line_items: [{ product_name: 'Box', quantity: 3, unit_cost: 300 }] },
  })
  await stripe.paymentIntents.incrementAuthorization(held.id, { amount: 1100 })
  await stripe.paymentIntents.listAmountDetailsLineItems(held.id)
  const token = await stripe.testHelpers.confirmationTokens.create({ payment_method: 'pm_card_visa' })
  await stripe.confirmationTokens.retrieve(token.id)
  await stripe.paymentIntents.create({
    amount: 900,
    currency: 'usd',
    confirm: true,
    confirmation_token: token.id,
    return_url: 'https://example.com',
  })
  const bank = {
    type: 'us_bank_account' as const,
    us_bank_account: {
      account_holder_type: 'individual' as const,
      account_number: '000123456789',
      routing_number: '110000000',
    },
    billing_details: { name: 'A' },
  }
  const told = { descriptor_code: 'SM11AA' }
  const saved = await stripe.setupIntents.create({
    payment_method_data: bank,
    confirm: true,
    mandate_data: agreed,
  })
  await stripe.setupIntents.verifyMicrodeposits(saved.id, told)
  const debit = { amount: 900, currency: 'usd', confirm: true, mandate_data: agreed }
  const owed = await stripe.paymentIntents.create({ ...debit, payment_method_data: bank })
  await stripe.paymentIntents.verifyMicrodeposits(owed.id, told)
  const setup = await stripe.setupIntents.create({
    payment_method_data: {
      type: 'sepa_debit',
      sepa_debit: { iban: 'AT611904300234573201' },
      billing_details: { name: 'A', email: 'a@example.com' },
    },
    confirm: true,
    mandate_data: agreed,
  })
  await stripe.mandates.retrieve(typeof setup.mandate === 'string' ? setup.mandate : '')
  await stripe.setupAttempts.list({ setup_intent: setup.id })
  const card = await stripe.tokens.create({
    card: { number: '4242424242424242', exp_month: '12', exp_year: '2034', cvc: '123' },
  })
  await stripe.tokens.retrieve(card.id)
  await stripe.tokens.create({
    bank_account: {
      country: 'US',
      currency: 'usd',
      routing_number: '110000000',
      account_number: '000123456789',
    },
  })
  await stripe.charges.create({ amount: 500, currency: 'usd', source: card.id })
  const later = await stripe.charges.create({
    amount: 500,
    currency: 'usd',
    source: 'tok_visa',
    capture: false,
  })
  await stripe.charges.capture(later.id, { amount: 400 })
  for (const end of ['cancel', 'expire'] as const) {
    const paid = await stripe.charges.create({ amount: 500, currency: 'usd', source: 'tok_pendingRefund' })
    const refund = await stripe.refunds.create({ charge: paid.id })
    await stripe.rawRequest('POST', `/_sim/refunds/${refund.id}/require_action`, {})
    if (end === 'cancel') await stripe.refunds.cancel(refund.id)
    else await stripe.testHelpers.refunds.expire(refund.id)
  }
}
