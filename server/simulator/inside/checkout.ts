import { completeSession, expireSession } from '../checkout/complete-session.ts'
import { openLink } from '../checkout/open-link.ts'
import { addressAt, type Visitor } from '../checkout/visitor.ts'
import { insideEndpoint } from './inside-endpoint.ts'

/** What a customer says on the page of a session; what is left out or empty is as the page begins. */
type Said = {
  readonly payment_method?: string
  readonly email?: string
  readonly name?: string
  readonly country?: string
  readonly state?: string
  readonly postal_code?: string
  readonly tax_id?: string
  readonly tax_id_type?: string
  /** Minor units. */
  readonly amount?: number
}

/** A business's tax id; one of the European Union where no type is said. */
function taxIdOf({ tax_id: value = '', tax_id_type: type = '' }: Said): Visitor['taxId'] {
  return value === '' ? undefined : { type: type || 'eu_vat', value }
}

export const checkoutHelpers = [
  insideEndpoint<Said>('POST /_sim/checkout/sessions/{id}/complete', {
    what: 'a customer pays: `payment_method` (a test id, `pm_card_visa` when left out), `email`, `name`, `country`, `state`, `postal_code`, `tax_id` (and `tax_id_type`), and `amount` (minor units) where the price lets them choose it; so does the page behind the session’s `url`',
    params: {
      'payment_method?': 's',
      'email?': 's',
      'name?': 's',
      'country?': 's',
      'state?': 's',
      'postal_code?': 's',
      'tax_id?': 's',
      'tax_id_type?': 's',
      'amount?': 'n',
    },
    run(world, { id = '' }, said) {
      const { payment_method: method, email, name, country, state, postal_code } = said
      return completeSession(world, id, {
        method: method || 'pm_card_visa',
        email: email || 'visitor@example.com',
        name: name || 'A Visitor',
        address: addressAt({
          country: country || 'US',
          postal_code: postal_code || null,
          state: state || null,
        }),
        amount: said.amount,
        taxId: taxIdOf(said),
      })
    },
  }),
  insideEndpoint('POST /_sim/checkout/sessions/{id}/expire', {
    what: 'the page times out',
    run: (world, { id = '' }) => expireSession(world, id),
  }),
  insideEndpoint('POST /_sim/payment_links/{id}/open', {
    what: 'a visitor opens a payment link: a new session; so does the link’s `url`',
    run: (world, { id = '' }) => openLink(world, id),
  }),
]
