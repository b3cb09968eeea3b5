import type { Guidance } from './guidance.ts'

/** Advice on money that goes back, and on fraud. */
export const afterSale: Readonly<Record<string, Guidance>> = {
  refund: {
    when: 'The customer gets money back, all of it or a part. Draw it even if you hope never to: it shows who bears it.',
    instead: [
      { when: 'It was invoiced', take: 'a credit note, which refunds and corrects', kind: 'credit-note' },
      { when: 'The payment is only held', take: 'letting the hold go', kind: 'capture' },
      {
        when: 'A bank has taken it back already',
        take: 'nothing: a disputed charge is not refunded',
        kind: 'dispute',
      },
    ],
    calls: ['refunds.create', 'creditNotes.create'],
    machine: 'refund',
    fees: ['refund'],
  },
  dispute: {
    when: 'In every design that takes cards. Cardholders can contest a payment for about 120 days, whether you drew it or not.',
    instead: [
      { when: 'A warning came first', take: 'a refund, while there is no dispute yet', kind: 'refund' },
      { when: 'You want fewer of them', take: 'Radar, and a clear statement descriptor', kind: 'radar' },
    ],
    calls: [
      'disputes.update',
      'disputes.close',
      'paymentIntents.retrieve',
      'transfers.list',
      'transfers.createReversal',
      'transfers.create',
    ],
    machine: 'dispute',
    fees: ['dispute_received', 'dispute_countered', 'smart_disputes'],
    guides: ['life-of-a-card-charge', 'planning-risks'],
  },
  radar: {
    when: 'Goods that are easily resold, guests, high amounts, free trials: rules that block, review or ask for proof.',
    instead: [
      { when: 'Only the bank’s word is wanted', take: '3D Secure on the payment', kind: 'payment-intent' },
    ],
    calls: ['reviews.approve'],
    machine: 'dispute',
    fees: ['radar', '3ds_standalone'],
  },
}
