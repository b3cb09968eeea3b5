import { FEE_TABLE } from '#shared/facts/fees.ts'
import { feeConfidence, feeTitle, feeWords } from '../fee-words.ts'
import type { Guide } from '../guide.ts'

/** What Stripe costs, by its published prices. */
export const fees: Guide = {
  id: 'fees',
  title: 'What Stripe costs',
  summary: `US list prices of ${FEE_TABLE.asOf}, and who pays them.`,
  keywords: ['pricing', 'cost', 'processing fee', 'margin', 'price list'],
  sources: [FEE_TABLE.source],
  parts: [
    {
      part: 'text',
      text: 'List prices, before taxes and discounts. What your account pays stands in its contract. The percentages of a charge are added exactly, its fixed part too, and rounded once.',
    },
    {
      part: 'table',
      titles: ['Fee', 'Price', 'How sure'],
      rows: FEE_TABLE.fees.map(fee => [feeTitle(fee), feeWords(fee), feeConfidence(fee)]),
    },
    { part: 'heading', text: 'Who pays' },
    {
      part: 'list',
      items: [
        'Platform, destination and separate charges: the platform, always.',
        'Direct charges: the connected account where fees are Stripe’s to collect, else the platform.',
        'Billing, active accounts and their payouts are billed to the platform apart from the payment: they do not show in the charge.',
      ],
    },
  ],
}
