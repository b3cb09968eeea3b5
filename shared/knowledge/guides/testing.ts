import type { Guide } from '../guide.ts'

/** Cards and clocks for trying a design out. */
export const testing: Guide = {
  id: 'test-cards-and-clocks',
  title: 'Test cards and clocks',
  summary: 'What to pay with in a sandbox, and how a year passes in a minute.',
  keywords: ['sandbox', 'test mode', '4242', 'pm_card_visa', 'simulate', 'decline test'],
  sources: ['https://docs.stripe.com/testing', 'https://docs.stripe.com/billing/testing/test-clocks'],
  parts: [
    {
      part: 'table',
      titles: ['To try', 'In code', 'In a form'],
      rows: [
        ['a payment that succeeds', '`pm_card_visa`', '4242 4242 4242 4242'],
        ['funds that are available at once', '`pm_card_bypassPending`', ''],
        ['a card that attaches and then fails: a declined renewal', '`pm_card_chargeCustomerFail`', ''],
        ['a decline', '`pm_card_visa_chargeDeclined`', '4000 0000 0000 9995, for lack of funds'],
        ['authentication', '', '4000 0025 0000 3155'],
        ['a dispute', '`pm_card_createDispute`', ''],
      ],
    },
    { part: 'heading', text: 'Test clocks' },
    {
      part: 'list',
      items: [
        'Make the clock first, then the customer on it, then the subscription: a customer cannot be put on a clock later.',
        'A clock holds three customers with three subscriptions each, and advances by at most two of the shortest intervals.',
        'Advance in steps and wait until its status is `ready`; webhooks come while it is `advancing`.',
        'No mails are sent in test mode.',
        'Deleting the clock deletes its customers and their subscriptions.',
      ],
    },
  ],
}
