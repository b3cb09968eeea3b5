import { CHARGE_LIFE, CHARGE_LIFE_SOURCES, DECLINES, DISPUTE_REASONS } from '../charge-life.ts'
import type { Guide } from '../guide.ts'

const code = (text: string): string => `\`${text}\``

/** The life of a card charge, with declines and disputes. */
export const cardCharge: Guide = {
  id: 'life-of-a-card-charge',
  title: 'The life of a card charge',
  summary: 'Twelve steps from the card to the bank account, and the ways back.',
  keywords: [
    'authorisation',
    'capture',
    'settlement',
    'decline codes',
    'chargeback',
    '3d secure',
    'refund time',
  ],
  sources: CHARGE_LIFE_SOURCES,
  parts: [
    { part: 'picture', of: 'charge-life' },
    {
      part: 'table',
      titles: ['No.', 'Step', 'What happens', 'Who', 'Where it shows', 'Usual time'],
      rows: CHARGE_LIFE.map((step, index) => [
        String(index + 1),
        step.title,
        step.what,
        step.who,
        step.shows.map(code).join(', '),
        step.afterwards === undefined ? step.time : `${step.time}; ${step.afterwards}`,
      ]),
    },
    { part: 'heading', text: 'When the bank declines' },
    {
      part: 'text',
      text: 'A decline carries advice. A payment that Radar blocks is not a decline: its outcome is `blocked`, and no bank was asked.',
    },
    {
      part: 'table',
      titles: ['Advice', 'Kind', 'What it means', 'What to do'],
      rows: DECLINES.map(decline => [code(decline.code), decline.kind, decline.means, decline.act]),
    },
    { part: 'heading', text: 'When a cardholder disputes' },
    {
      part: 'table',
      titles: ['Reason', 'What answers it'],
      rows: DISPUTE_REASONS.map(reason => [code(reason.code), reason.evidence]),
    },
    { part: 'heading', text: 'Bank debits' },
    {
      part: 'text',
      text: 'Debits can fail later than cards: ACH up to 4 business days, SEPA about 5. They have dispute rights of their own. Deliver and transfer after success only, never while a payment is `processing`.',
    },
  ],
}
