import { invalidRequest } from '../core/errors.ts'
import { insideEndpoint } from './inside-endpoint.ts'

/** What a card network tells of a card that was replaced. */
type Renewed = { readonly exp_month?: number; readonly exp_year?: number; readonly last4?: string }

export const paymentMethodHelpers = [
  insideEndpoint<Renewed>('POST /_sim/payment_methods/{id}/renew', {
    what: 'the bank replaces a saved card, and the card network tells Stripe: `exp_month`, `exp_year` (three years later when left out), `last4`; `payment_method.automatically_updated`',
    params: { 'exp_month?': 'n', 'exp_year?': 'n', 'last4?': 's' },
    run(world, { id = '' }, { exp_month, exp_year, last4 }) {
      const before = world.get('payment_method', id)
      const { card, customer } = before
      if (card === undefined || customer === null)
        throw invalidRequest('Only cards that are saved to a customer are updated by their networks.')
      const after = world.change('payment_method', id, {
        card: {
          ...card,
          exp_month: exp_month ?? card.exp_month,
          exp_year: exp_year ?? card.exp_year + 3,
          last4: last4 ?? card.last4,
        },
      })
      world.emitChange('payment_method.automatically_updated', before, after)
      return after
    },
  }),
]
