import type { TypeNode } from '../core/schema.ts'

const FEE: TypeNode = { o: { 'percent_bps?': 'n', 'fixed?': 'n' } }

/** Fees that the simulator books, by their id in the table of published fees, and SEPA debits, of which none is published. */
const BOOKED_FEES = [
  'card',
  'card_international',
  'ach_debit',
  'sepa_debit',
  'dispute_received',
  'dispute_countered',
  'instant_payout',
] as const

/** What `POST /_sim/settings` takes, in the words of the generated schema: `n` a whole number, `e` one of these texts. */
export const SETTINGS_PARAMS: Readonly<Record<string, TypeNode>> = {
  'retry_policy?': {
    o: { days: { a: 'n' }, final_action: { e: ['cancel', 'unpaid', 'past_due'] } },
  },
  'notices?': { o: { 'upcoming?': 'n', 'will_be_due?': 'n', 'overdue?': 'n' } },
  'fees?': { o: Object.fromEntries(BOOKED_FEES.map(id => [`${id}?`, FEE])) },
  'tax?': {
    o: {
      head_office: {
        o: {
          country: 's',
          'city?': 's',
          'line1?': 's',
          'line2?': 's',
          'postal_code?': 's',
          'state?': 's',
        },
      },
      'registrations?': { a: 's' },
      'tax_behavior?': { e: ['exclusive', 'inclusive', 'inferred_by_currency'] },
    },
  },
  'radar?': {
    o: {
      'block?': { e: ['elevated', 'highest', 'never'] },
      'review?': { e: ['elevated', 'never'] },
      'block_cvc_failure?': 'b',
      'block_postal_failure?': 'b',
      'block_countries?': { a: 's' },
    },
  },
}
