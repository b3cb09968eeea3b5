import { createInvoiceItem } from '../billing/invoice-item.ts'
import { issuerOf } from '../billing/invoice-settings.ts'
import { createInvoice, finalizeInvoice } from '../billing/invoicing.ts'
import { invoiceItemLine } from '../billing/lines.ts'
import { afterIntentPaid } from '../billing/settle.ts'
import { invalidRequest } from '../core/errors.ts'
import { present } from '../core/present.ts'
import type { ApiObjects, EndpointParams, Given } from '../core/stripe-types.ts'
import { mergeMetadata, type World } from '../core/world.ts'
import { accountTaxIds } from '../resources/tax-ids.ts'
import type { SessionParams } from './session-words.ts'

type Session = ApiObjects['checkout.session']
type Creation = NonNullable<Session['invoice_creation']>

type CreationAsked =
  | NonNullable<SessionParams['invoice_creation']>
  | NonNullable<EndpointParams<'POST /v1/payment_links/{id}'>['invoice_creation']>

/** Whether a payment gets an invoice once it is made, and what that says. */
export function invoiceCreationOf(
  world: World,
  asked: CreationAsked | undefined,
  mode: string,
): Given<Creation> | undefined {
  if (mode !== 'payment') {
    if (asked === undefined) return undefined
    throw invalidRequest(`You can not pass \`invoice_creation\` in \`${mode}\` mode.`, {
      param: 'invoice_creation',
    })
  }
  const { enabled = false, invoice_data: data = {} } = asked ?? {}
  const { rendering_options: rendering } = data
  const path = 'invoice_creation[invoice_data]'
  return {
    enabled,
    invoice_data: {
      account_tax_ids: accountTaxIds(world, data.account_tax_ids, `${path}[account_tax_ids]`),
      custom_fields: data.custom_fields?.map(({ name, value }) => ({ name, value })),
      description: data.description,
      footer: data.footer,
      issuer: data.issuer && issuerOf(world, data.issuer, path),
      metadata: mergeMetadata(null, data.metadata),
      rendering_options: rendering && {
        amount_tax_display: rendering.amount_tax_display ?? null,
        template: null,
      },
    },
  }
}

/** Makes the invoice of a session that was paid for once, where one is wanted: it is paid from the beginning. */
export function invoiceSession(world: World, session: Session, intent: string | null): string | null {
  const { customer, invoice_creation: creation } = session
  if (creation?.enabled !== true || customer === null) return null
  const paid = intent === null ? undefined : world.get('payment_intent', intent)
  const draft = draftOf(world, session, { creation, customer })
  if (paid !== undefined) world.change('invoice', draft.id, { on_behalf_of: paid.on_behalf_of })
  const open = finalizeInvoice(world, draft.id, intent ?? undefined)
  if (paid !== undefined) afterIntentPaid(world, paid)
  return open.id
}

type For = { readonly creation: Creation; readonly customer: string }

function draftOf(world: World, session: Session, { creation, customer }: For): ApiObjects['invoice'] {
  const { automatic_tax: tax, currency, shipping_cost: shipping } = session
  const { invoice_data: data } = creation
  const lines = world.store.linked('checkout.items', session.id).map(id => world.get('item', id))
  const items = lines.map(line => itemFor(world, line, customer))
  const now = world.timeOn(world.get('customer', customer).test_clock ?? null)
  const draft = createInvoice(world, {
    customer,
    subscription: null,
    lines: items.map(item => invoiceItemLine(world, item)),
    discounts: world.store.linked('session.discounts', session.id),
    reason: 'manual',
    period: { start: now, end: now },
    collection: 'charge_automatically',
    currency: currency ?? 'usd',
    autoAdvance: false,
    more: {
      automatic_tax: {
        enabled: tax.enabled,
        liability: tax.liability,
        provider: tax.enabled ? 'stripe' : null,
      },
      ...present({
        custom_fields: data.custom_fields ?? undefined,
        footer: data.footer ?? undefined,
        issuer: data.issuer ?? undefined,
      }),
      account_tax_ids: data.account_tax_ids,
      description: data.description,
      metadata: data.metadata ?? {},
      rendering: data.rendering_options && {
        amount_tax_display: data.rendering_options.amount_tax_display,
      },
      shipping_cost: shipping,
    },
  })
  for (const item of items) world.change('invoiceitem', item.id, { invoice: draft.id })
  return draft
}

/** What a line of the session sold, as an item of its invoice; of a price that leaves the amount open, the amount. */
function itemFor(world: World, line: ApiObjects['item'], customer: string): ApiObjects['invoiceitem'] {
  const { currency, price } = line
  const named = price !== null && price.custom_unit_amount === null
  const item = createInvoiceItem(
    world,
    {
      ...(named ? { pricing: { price: price.id } } : { amount: line.amount_subtotal }),
      ...(line.quantity === null ? {} : { quantity: line.quantity }),
      ...(line.description === null ? {} : { description: line.description }),
      ...(line.metadata === null ? {} : { metadata: line.metadata }),
      tax_rates: world.find('hidden.line_tax', line.id)?.rates ?? [],
    },
    { customer: world.get('customer', customer), currency },
  )
  world.emit('invoiceitem.created', item)
  return item
}
