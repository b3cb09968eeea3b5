import { type Drawn, pickOf } from './billing-moves.ts'
import { idOf, type Json, parts, type Talk } from './talk.ts'

/** Evidence that Stripe's test mode knows, and one that leaves the bank thinking. */
const EVIDENCE = ['winning_evidence', 'losing_evidence', 'escalate_inquiry_evidence', 'The goods arrived.']

const evidenceOf = ({ pick }: Pick<Drawn, 'pick'>) => EVIDENCE[pick % EVIDENCE.length]

/** A new payment with a test card, and its charge. */
function charged(client: Talk, card: string, amount: number): string {
  const intent = client.call('POST', '/v1/payment_intents', {
    amount: amount + 50,
    currency: 'usd',
    payment_method: `pm_card_${card}`,
    confirm: true,
  })
  return String(intent['latest_charge'])
}

/** What disputes, warnings and reviews can lead to, for the test that counts every cent. */
export const riskMoves: Readonly<Record<string, (client: Talk, drawn: Drawn) => Json>> = {
  /** Any dispute is answered, or given up. */
  answer: (client, chosen) => {
    const dispute = idOf(pickOf(client, '/v1/disputes', chosen))
    if (chosen.pick % 5 === 0) return client.call('POST', `/v1/disputes/${dispute}/close`)
    return client.call('POST', `/v1/disputes/${dispute}`, {
      'evidence[uncategorized_text]': evidenceOf(chosen),
      submit: chosen.pick % 7 !== 0,
    })
  },
  /** A payment is disputed, and the dispute lost; the appeal is decided, or stays with the bank. */
  appeal: (client, chosen) => {
    const charge = charged(client, 'createDispute', chosen.amount)
    const [dispute] = parts(client.call('GET', '/v1/disputes', { charge })['data'])
    client.call('POST', `/v1/disputes/${idOf(dispute)}`, {
      'evidence[uncategorized_text]': 'losing_evidence',
    })
    const offered = client.call('POST', `/_sim/disputes/${idOf(dispute)}/offer_appeal`)
    if (chosen.pick % 5 === 0) return offered
    return client.call('POST', `/v1/disputes/${idOf(dispute)}`, {
      'evidence[appeal][card][reason_for_filing]': evidenceOf(chosen),
      submit: true,
    })
  },
  /** The card network prevents a dispute about a payment, of which something was given back before or is asked back after. */
  prevent: (client, chosen) => {
    const charge = charged(client, 'visa', chosen.amount)
    const refund = { charge, amount: 1 + (chosen.pick % 50) }
    if (chosen.pick % 3 === 0) client.call('POST', '/v1/refunds', refund)
    const prevented = client.call('POST', `/_sim/charges/${charge}/prevent_dispute`)
    if (chosen.pick % 3 === 1) client.call('POST', '/v1/refunds', refund)
    if (chosen.pick % 5 === 0) client.call('POST', `/_sim/charges/${charge}/prevent_dispute`)
    return prevented
  },
  /** The card's bank warns: the payment is given back, or the dispute comes all the same. */
  warn: (client, chosen) => {
    const charge = charged(client, 'createIssuerFraudRecord', chosen.amount)
    return chosen.pick % 2
      ? client.call('POST', '/v1/refunds', { charge, reason: 'fraudulent' })
      : client.call('POST', `/_sim/charges/${charge}/prevent_dispute`)
  },
  /** A payment of elevated risk is looked at: it is approved, or given back. */
  review: (client, chosen) => {
    const charge = charged(client, 'riskLevelElevated', chosen.amount)
    const review = String(client.call('GET', `/v1/charges/${charge}`)['review'])
    return chosen.pick % 2
      ? client.call('POST', `/v1/reviews/${review}/approve`)
      : client.call('POST', '/v1/refunds', { charge, reason: 'fraudulent' })
  },
}
