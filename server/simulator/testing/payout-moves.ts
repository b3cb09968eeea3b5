import { type Drawn, pickOf } from './billing-moves.ts'
import { idOf, type Json, type Talk } from './talk.ts'

/** What can happen to money on its way to banks, for the test that counts every cent. */
export const payoutMoves: Readonly<Record<string, (client: Talk, drawn: Drawn) => Json>> = {
  payout: (client, chosen) =>
    client.call('POST', '/v1/payouts', {
      amount: chosen.amount,
      currency: 'usd',
      method: chosen.pick % 2 ? 'instant' : 'standard',
    }),
  /** A connected account sends all but the fee at once; the bank has it, or sends it back. */
  instant: (client, chosen) => {
    const account = idOf(pickOf(client, '/v1/accounts', chosen))
    const { amount } = chosen
    client.call('POST', '/v1/payment_intents', {
      amount: 2 * amount + 1000,
      currency: 'usd',
      payment_method: 'pm_card_bypassPending',
      confirm: true,
      'transfer_data[destination]': account,
    })
    const payout = client.call('POST', '/v1/payouts', { account, amount, currency: 'usd', method: 'instant' })
    const how = chosen.pick % 2 ? 'arrive' : 'fail'
    client.call('POST', `/_sim/payouts/${idOf(payout)}/${how}`, { account })
    return payout
  },
  bank: (client, chosen) =>
    client.call('POST', `/v1/accounts/${idOf(pickOf(client, '/v1/accounts', chosen))}/external_accounts`, {
      external_account: chosen.pick % 3 ? 'btok_us_verified' : 'btok_us_verified_noAccount',
    }),
  payback: (client, chosen) => {
    const account = idOf(pickOf(client, '/v1/accounts', chosen))
    const { amount } = chosen
    const payout = client.call('POST', '/v1/payouts', { amount, currency: 'usd', account })
    client.call('POST', `/_sim/payouts/${idOf(payout)}/arrive`, { account })
    return client.call('POST', `/v1/payouts/${idOf(payout)}/reverse`, { account })
  },
  /** A payout, this one or an older one, is sent back or called off. */
  bounce: (client, chosen) => {
    const { amount, pick } = chosen
    client.call('POST', '/v1/payment_intents', {
      amount: amount + 2000,
      currency: 'usd',
      payment_method: 'pm_card_bypassPending',
      confirm: true,
    })
    const made = client.call('POST', '/v1/payouts', { amount, currency: 'usd' })
    const payout = idOf(pick % 3 ? made : pickOf(client, '/v1/payouts', chosen))
    return pick % 2
      ? client.call('POST', `/_sim/payouts/${payout}/fail`)
      : client.call('POST', `/v1/payouts/${payout}/cancel`)
  },
}
