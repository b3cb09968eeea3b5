import type { StripeClient } from '../schema/stripe-endpoints.generated.ts'

const start = 1_767_225_600

/** Calls every endpoint of an area once. Accounts and capabilities. */
export async function walkAccounts(stripe: StripeClient) {
  const account = await stripe.accounts.create({
    type: 'custom',
    country: 'US',
    capabilities: { transfers: { requested: true } },
    business_profile: { name: 'A', url: 'https://example.com' },
  })
  await stripe.accounts.list()
  await stripe.accounts.retrieve(account.id)
  await stripe.accounts.retrieveCurrent()
  await stripe.accounts.update(account.id, {
    metadata: { a: 'b' },
    tos_acceptance: { date: start, ip: '127.0.0.1' },
  })
  await stripe.accounts.listCapabilities(account.id)
  await stripe.accounts.createLoginLink(account.id)
  const page = { refresh_url: 'https://example.com/a', return_url: 'https://example.com/b' }
  await stripe.accountLinks.create({ account: account.id, type: 'account_onboarding', ...page })
  await stripe.accounts.retrieveCapability(account.id, 'transfers')
  await stripe.accounts.updateCapability(account.id, 'card_payments', { requested: true })
  await stripe.rawRequest('POST', `/_sim/accounts/${account.id}/onboard`, {})
  await stripe.accounts.reject(account.id, { reason: 'terms_of_service' })
  await stripe.accounts.unreject(account.id)
  return account.id
}

/** Calls every endpoint of an area once. Transfers and reversals. */
export async function walkTransfers(stripe: StripeClient, account: string) {
  await stripe.paymentIntents.create({
    amount: 9000,
    currency: 'usd',
    payment_method: 'pm_card_bypassPending',
    confirm: true,
  })
  const transfer = await stripe.transfers.create({ amount: 1000, currency: 'usd', destination: account })
  await stripe.transfers.retrieve(transfer.id, {
    expand: ['destination_payment', 'balance_transaction', 'destination'],
  })
  await stripe.transfers.update(transfer.id, { metadata: { a: 'b' } })
  await stripe.transfers.list({ destination: account })
  const reversal = await stripe.transfers.createReversal(transfer.id, { amount: 100 })
  await stripe.transfers.retrieveReversal(transfer.id, reversal.id, {
    expand: ['destination_payment_refund'],
  })
  await stripe.transfers.updateReversal(transfer.id, reversal.id, { metadata: { a: 'b' } })
  await stripe.transfers.listReversals(transfer.id)
  for (const call of [
    stripe.charges.list({}, { stripeAccount: account }),
    stripe.balanceTransactions.list({}, { stripeAccount: account }),
    stripe.events.list({}, { stripeAccount: account }),
  ])
    await call
}

/** Calls every endpoint of an area once. Destination charges, application fees, payouts, top-ups. */
export async function walkConnectMoney(stripe: StripeClient, account: string) {
  const bank = await stripe.accounts.createExternalAccount(account, { external_account: 'btok_us_verified' })
  await stripe.accounts.retrieveExternalAccount(account, bank.id)
  await stripe.accounts.listExternalAccounts(account)
  const paid = await stripe.paymentIntents.create({
    amount: 10_000,
    currency: 'usd',
    payment_method: 'pm_card_bypassPending',
    confirm: true,
    application_fee_amount: 1000,
    transfer_data: { destination: account },
  })
  const [fee] = (await stripe.applicationFees.list({ limit: 1, expand: ['data.charge'] })).data
  await stripe.applicationFees.retrieve(fee?.id ?? '')
  const back = await stripe.applicationFees.createRefund(fee?.id ?? '', { amount: 100 })
  await stripe.applicationFees.retrieveRefund(fee?.id ?? '', back.id)
  await stripe.applicationFees.updateRefund(fee?.id ?? '', back.id, { metadata: { a: 'b' } })
  await stripe.applicationFees.listRefunds(fee?.id ?? '')
  await stripe.refunds.create({
    payment_intent: paid.id,
    reverse_transfer: true,
    refund_application_fee: true,
  })
  await stripe.balanceSettings.retrieve()
  await stripe.balanceSettings.update({
    payments: { payouts: { schedule: { interval: 'weekly', weekly_payout_days: ['monday'] } } },
  })
  const topup = await stripe.topups.create({ amount: 5000, currency: 'usd', description: 'More' })
  await stripe.topups.update(topup.id, { metadata: { a: 'b' } })
  await stripe.topups.list()
  await stripe.topups.retrieve(topup.id)
  await stripe.topups.cancel(topup.id)
  const payout = await stripe.payouts.create({ amount: 1000, currency: 'usd', method: 'instant' })
  await stripe.payouts.update(payout.id, { metadata: { a: 'b' } })
  await stripe.payouts.retrieve(payout.id)
  await stripe.payouts.list({ status: 'pending' })
  await stripe.payouts.cancel(payout.id)
  const own = { stripeAccount: account }
  const out = await stripe.payouts.create({ amount: 500, currency: 'usd', destination: bank.id }, own)
  await stripe.rawRequest('POST', `/_sim/payouts/${out.id}/arrive`, {}, own)
  await stripe.payouts.reverse(out.id, {}, own)
  await stripe.accounts.deleteExternalAccount(account, bank.id)
}
