import { invalidRequest } from '../core/errors.ts'
import type { ApiObjects } from '../core/stripe-types.ts'
import type { World } from '../core/world.ts'
import { priceIn } from '../resources/currency-options.ts'
import { taxRatesOf } from '../resources/tax-rates.ts'
import { type Buyer, isLocated } from '../tax/automatic.ts'
import { noLocation } from '../tax/invoice-tax.ts'
import { buyerOf, type Levy, leviesOn, owingOf, sumOf } from '../tax/levy.ts'
import { taxShipping } from '../tax/shipping-tax.ts'

type Session = ApiObjects['checkout.session']
type Item = ApiObjects['item']
type How = Parameters<typeof leviesOn>[2]

/** Taxes a session that is opened: as far as its customer's place is known already. */
export function taxOpened(world: World, session: Session): Session {
  const customer = session.customer === null ? undefined : world.get('customer', session.customer)
  const buyer = customer === undefined ? null : buyerOf(world, customer)
  if (
    session.automatic_tax.enabled &&
    buyer !== null &&
    !renewsPlace(world, session) &&
    !isLocated(buyer.address)
  )
    throw invalidRequest(
      'Automatic tax calculation in Checkout requires a valid address on the Customer. Add a valid address to the Customer or set `customer_update[address]` to `auto` to save the address entered in Checkout.',
      { code: 'customer_tax_location_invalid', param: 'customer' },
    )
  return taxSession(world, session, buyer)
}

/** Whether what the page asks for becomes the customer's place. */
function renewsPlace(world: World, { id, shipping_address_collection: ships }: Session): boolean {
  const { updates } = world.store.get('hidden.checkout', id)?.row.params ?? {}
  return updates?.address === 'auto' || (updates?.shipping === 'auto' && ships !== null)
}

/** Taxes a session that is paid: now the place must be known. */
export function taxPaid(world: World, session: Session, buyer: Buyer): Session {
  if (session.automatic_tax.enabled && !isLocated(buyer.address)) throw noLocation()
  return taxSession(world, session, buyer)
}

/** Works the taxes of a session out, line by line and on its shipping, and adds it up again. */
function taxSession(world: World, session: Session, buyer: Buyer | null): Session {
  const { automatic_tax: automatic } = session
  const located = buyer !== null && isLocated(buyer.address)
  const by = automatic.enabled && located ? { owing: owingOf(world, automatic.liability), buyer } : null
  const items = world.store.linked('checkout.items', session.id).map(id => world.get('item', id))
  const sold = items.map(item =>
    taxItem(world, item, { rates: ratesOf(world, session, item), automatic: by }),
  )
  const { shipping_cost: cost, currency } = session
  const shipping = taxShipping(world, cost, { automatic: by, currency: currency ?? 'usd' })
  const all = [...sold, shipping.levies]
  const tax = all.reduce((sum, levies) => sum + taxOf(levies), 0)
  if (!automatic.enabled && tax === 0) return session
  return world.change('checkout.session', session.id, {
    ...totalsOf(session, {
      tax,
      onTop: all.reduce((sum, levies) => sum + sumOf(levies, false), 0),
    }),
    automatic_tax: automatic.enabled
      ? { ...automatic, status: located ? 'complete' : 'requires_location_inputs' }
      : automatic,
    shipping_cost: shipping.cost,
  })
}

function totalsOf(
  { amount_subtotal: subtotal, total_details: details }: Session,
  { tax, onTop }: { readonly tax: number; readonly onTop: number },
): Pick<Session, 'amount_total' | 'total_details'> {
  const { amount_discount: off = 0, amount_shipping: shipping } = details ?? {}
  return {
    amount_total: (subtotal ?? 0) - off + (shipping ?? 0) + onTop,
    total_details: details && { ...details, amount_tax: tax },
  }
}

const taxOf = (levies: readonly Levy[]) => sumOf(levies, true) + sumOf(levies, false)

function ratesOf(world: World, session: Session, item: Item): How['rates'] {
  const named = world.find('hidden.line_tax', item.id)?.rates ?? []
  const preset = world.store.get('hidden.checkout', session.id)?.row.params.subscription?.default_tax_rates
  return taxRatesOf(world, named.length > 0 ? named : preset, 'line_items[tax_rates]')
}

function taxItem(world: World, item: Item, how: How): readonly Levy[] {
  const product = item.price === null ? undefined : world.find('product', item.price.product)
  const net = item.amount_subtotal - item.amount_discount
  const levies = leviesOn(
    world,
    {
      amount: net,
      behavior:
        item.price && priceIn(world, item.price, { currency: item.currency, param: 'currency' }).tax_behavior,
      code: product?.tax_code ?? null,
      currency: item.currency,
    },
    how,
  )
  world.change('item', item.id, { amount_tax: taxOf(levies), amount_total: net + sumOf(levies, false) })
  world.hide('hidden.item_taxes', {
    id: item.id,
    taxes: levies.flatMap(({ amount, rate, reason, taxable }) =>
      rate === null ? [] : [{ amount, rate: rate.id, taxability_reason: reason, taxable_amount: taxable }],
    ),
  })
  return levies
}
