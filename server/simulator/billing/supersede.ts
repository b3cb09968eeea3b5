import { invalidRequest } from '../core/errors.ts'
import type { ApiObjects } from '../core/stripe-types.ts'
import type { World } from '../core/world.ts'
import { voidInvoice } from './void-invoice.ts'

type Invoice = ApiObjects['invoice']

/** The invoice that a revision was made from. */
const originalOf = (world: World, { from_invoice: from }: Invoice): Invoice | undefined =>
  from === null ? undefined : world.find('invoice', from.invoice)

/**
 * A revision is opened: the invoice that it was made from is void, and it and those before it name the revision as their
 * latest. Source: docs.stripe.com/invoicing/invoice-edits; “the most recent non-draft revision”, says the SDK.
 */
export function supersede(world: World, revision: Invoice): void {
  const original = originalOf(world, revision)
  if (original === undefined) return
  if (original.status !== 'open' && original.status !== 'uncollectible')
    throw invalidRequest(
      `You can only finalize a revision while the invoice that it revises is open or uncollectible. Invoice ${original.id} is ${original.status}.`,
      { code: 'invoice_not_editable' },
    )
  voidInvoice(world, original.id)
  for (let one: Invoice | undefined = original; one !== undefined; one = originalOf(world, one))
    world.change('invoice', one.id, { latest_revision: revision.id })
}
