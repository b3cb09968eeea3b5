import type { Guide } from '../guide.ts'

/** A question to a client, and what each answer decides in the design. */
export type DiscoveryQuestion = {
  readonly id: string
  readonly question: string
  readonly consequences: readonly { readonly answer: string; readonly decides: string }[]
  /** Kinds of blocks that the answer brings in or changes. */
  readonly kinds: readonly string[]
}

/** What to ask before drawing, in the order of asking. */
export const DISCOVERY_QUESTIONS: readonly DiscoveryQuestion[] = [
  {
    id: 'merchant',
    question: 'Whose name is on the customer’s statement, and who answers complaints?',
    consequences: [
      { answer: 'the provider', decides: 'direct charges; the provider is a merchant' },
      { answer: 'the platform', decides: 'destination or separate charges' },
    ],
    kinds: ['connected-account', 'payment-intent'],
  },
  {
    id: 'parties',
    question: 'How many are paid from one payment?',
    consequences: [
      { answer: 'nobody else', decides: 'no Connect' },
      { answer: 'one', decides: 'destination charge' },
      { answer: 'several', decides: 'separate charges with a split' },
    ],
    kinds: ['split', 'transfer', 'connected-account'],
  },
  {
    id: 'known',
    question: 'Is it known at the moment of payment who gets what?',
    consequences: [
      { answer: 'yes', decides: 'divide as soon as it is paid' },
      { answer: 'no', decides: 'separate charges, hold the money, transfer later' },
    ],
    kinds: ['hold', 'split', 'transfer'],
  },
  {
    id: 'release',
    question: 'When may the provider have the money?',
    consequences: [
      { answer: 'now', decides: 'daily payouts' },
      {
        answer: 'after the service',
        decides: 'a hold before the transfer, or manual payouts within the country’s limit',
      },
    ],
    kinds: ['hold', 'payout'],
  },
  {
    id: 'recurrence',
    question: 'Once, again and again, or by use?',
    consequences: [
      { answer: 'once', decides: 'payment intent or Checkout' },
      { answer: 'again and again', decides: 'subscription' },
      { answer: 'by use', decides: 'meter and metered price' },
    ],
    kinds: ['payment-intent', 'subscription', 'meter'],
  },
  {
    id: 'period',
    question: 'Do all services of the bundle have the same period?',
    consequences: [
      { answer: 'yes', decides: 'one payment each time' },
      {
        answer: 'no',
        decides: 'mixed intervals: on some dates there are several invoices, and the customer must be told',
      },
    ],
    kinds: ['price', 'subscription'],
  },
  {
    id: 'countries',
    question: 'Which countries and currencies, on both sides?',
    consequences: [
      { answer: 'one currency, one region', decides: 'nothing more to do' },
      {
        answer: 'providers outside the region of free transfers',
        decides: 'another design: direct charges, or a platform there',
      },
      {
        answer: 'shown in another currency than settled',
        decides: 'a conversion fee; transfers are in the settlement currency',
      },
    ],
    kinds: ['connected-account', 'price', 'transfer'],
  },
  {
    id: 'methods',
    question: 'Cards only, or debits and bank transfers too?',
    consequences: [
      { answer: 'cards only', decides: 'the answer comes in seconds' },
      {
        answer: 'also slow methods',
        decides: 'act on success only, and never transfer while a payment is processing',
      },
    ],
    kinds: ['payment-method', 'payment-element', 'event-handler'],
  },
  {
    id: 'costs',
    question: 'Who bears fees, discounts, refunds and disputes?',
    consequences: [
      { answer: 'the platform', decides: 'the split starts from the list price; check what is left' },
      { answer: 'the providers', decides: 'shares are smaller, and reversals take them back' },
    ],
    kinds: ['split', 'coupon', 'refund', 'dispute', 'transfer-reversal'],
  },
  {
    id: 'tax',
    question: 'Who owes sales tax?',
    consequences: [
      { answer: 'the platform', decides: 'liability `self`; tax stays out of the split' },
      { answer: 'the provider', decides: 'liability with the account; its registrations count' },
    ],
    kinds: ['tax', 'split'],
  },
  {
    id: 'failed-renewal',
    question: 'What happens when a renewal fails?',
    consequences: [
      {
        answer: 'service goes on',
        decides: 'a dunning window with access; providers work without being paid yet',
      },
      { answer: 'service stops', decides: 'tell customer and providers at the first failure' },
    ],
    kinds: ['dunning', 'event-handler'],
  },
  {
    id: 'changes',
    question: 'May a customer drop or swap one service in mid-cycle?',
    consequences: [
      { answer: 'no', decides: 'keep updates out of the portal' },
      { answer: 'yes', decides: 'choose how changes are prorated, limit the portal, divide line by line' },
    ],
    kinds: ['customer-portal', 'subscription', 'split'],
  },
  {
    id: 'provider-leaves',
    question: 'What if a provider leaves or is restricted?',
    consequences: [
      { answer: 'someone else takes over', decides: 'another leg of the split' },
      { answer: 'nobody does', decides: 'keep its share on the platform’s balance, and raise an alarm' },
    ],
    kinds: ['split', 'platform-balance', 'connected-account'],
  },
  {
    id: 'losses',
    question: 'How much loss can the platform carry?',
    consequences: [
      { answer: 'little', decides: 'delay payouts, keep a reserve' },
      { answer: 'some', decides: 'losses with the application, watched by a report' },
    ],
    kinds: ['payout', 'platform-balance', 'report'],
  },
  {
    id: 'card-entry',
    question: 'Where is the card number typed?',
    consequences: [
      { answer: 'in a form of Stripe’s', decides: 'the shortest PCI questionnaire, SAQ A' },
      { answer: 'anywhere else', decides: 'a design that Sluice refuses' },
    ],
    kinds: ['payment-element', 'checkout-session'],
  },
  {
    id: 'peak',
    question: 'How many payments a second at the peak?',
    consequences: [
      { answer: 'up to 25 writes', decides: 'nothing to do' },
      { answer: 'more', decides: 'a queue in front, and a request for a higher limit' },
    ],
    kinds: ['event-handler'],
  },
]

/** What to ask a client. */
export const discoveryQuestions: Guide = {
  id: 'discovery-questions',
  title: 'Questions to ask first',
  summary: 'Sixteen questions for a first meeting, and what each answer decides.',
  keywords: ['discovery', 'workshop', 'requirements', 'sales', 'client meeting', 'interview'],
  sources: ['practice'],
  parts: [
    {
      part: 'table',
      titles: ['Ask', 'If the answer is', 'then'],
      rows: DISCOVERY_QUESTIONS.flatMap(({ question, consequences }) =>
        consequences.map(({ answer, decides }, index) => [index === 0 ? question : '', answer, decides]),
      ),
    },
  ],
}
