import { completeSession, expireSession } from '../checkout/complete-session.ts'
import { openLink } from '../checkout/create-link.ts'
import { addressAt, type Visitor } from '../checkout/visitor.ts'
import { invalidRequest } from '../core/errors.ts'
import type { RawFields } from '../core/form.ts'
import { insideEndpoint } from './inside-endpoint.ts'

const text = (raw: RawFields, name: string, otherwise: string) => {
  const value = raw[name]
  return typeof value === 'string' && value !== '' ? value : otherwise
}

/** What the customer gives, minor units. */
function amountIn({ amount }: RawFields): number | undefined {
  if (amount === undefined || amount === '') return undefined
  if (typeof amount === 'string' && /^\d{1,8}$/.test(amount)) return Number(amount)
  throw invalidRequest('amount must be a whole number of minor units.', { param: 'amount' })
}

/** A business's tax id; one of the European Union where no type is said. */
function taxIdIn(raw: RawFields): Visitor['taxId'] {
  const value = text(raw, 'tax_id', '')
  return value === '' ? undefined : { type: text(raw, 'tax_id_type', 'eu_vat'), value }
}

export const checkoutHelpers = [
  /** Does what a customer does on the page of a session. */
  insideEndpoint('POST /_sim/checkout/sessions/{id}/complete', (world, path, raw) =>
    completeSession(world, path['id'] ?? '', {
      method: text(raw, 'payment_method', 'pm_card_visa'),
      email: text(raw, 'email', 'visitor@example.com'),
      name: text(raw, 'name', 'A Visitor'),
      address: addressAt({
        country: text(raw, 'country', 'US'),
        postal_code: text(raw, 'postal_code', '') || null,
        state: text(raw, 'state', '') || null,
      }),
      amount: amountIn(raw),
      taxId: taxIdIn(raw),
    }),
  ),
  /** Has the page of a session time out. */
  insideEndpoint('POST /_sim/checkout/sessions/{id}/expire', (world, path) =>
    expireSession(world, path['id'] ?? ''),
  ),
  /** Opens a payment link as a visitor does: a new session. */
  insideEndpoint('POST /_sim/payment_links/{id}/open', (world, path) => openLink(world, path['id'] ?? '')),
]
