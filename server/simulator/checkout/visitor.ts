import { present } from '../core/present.ts'
import type { ApiObjects, HiddenObjects } from '../core/stripe-types.ts'
import type { World } from '../core/world.ts'
import { createCustomer } from '../resources/customers.ts'
import { addTaxId } from '../resources/tax-ids.ts'
import type { Buyer } from '../tax/automatic.ts'
import { buyerOf } from '../tax/levy.ts'

type Session = ApiObjects['checkout.session']
type Data = HiddenObjects['hidden.checkout']['params']
type Address = NonNullable<Buyer['address']>

/** What a customer fills in on the page of a session. */
export type Visitor = {
  readonly method: string
  readonly email: string
  readonly name: string
  readonly address: Address
  /** What is given where the customer chooses the amount, minor units. */
  readonly amount?: number | undefined
  /** Asked for where a business may say that it is one. */
  readonly taxId?: { readonly type: string; readonly value: string } | undefined
}

/** An address of which only what tax asks for is known. */
export const addressAt = (place: Pick<Address, 'country' | 'postal_code' | 'state'>): Address => ({
  city: null,
  line1: null,
  line2: null,
  ...place,
})

/** An address as a request says it. */
export const said = ({ city, country, line1, line2, postal_code: code, state }: Address) =>
  present({
    city: city ?? undefined,
    country: country ?? undefined,
    line1: line1 ?? undefined,
    line2: line2 ?? undefined,
    postal_code: code ?? undefined,
    state: state ?? undefined,
  })

/** The customer of a session: the one that it was opened for, or one that is made now where it is to be kept. */
export function customerOf(
  world: World,
  session: Session,
  { data, visitor }: { readonly data: Data; readonly visitor: Visitor },
): string | null {
  const { customer, customer_creation: creation, invoice_creation: invoice } = session
  if (customer !== null) {
    updateCustomer(world, session, { id: customer, data, visitor })
    keepTaxId(world, customer, visitor)
    return customer
  }
  const needed = invoice?.enabled === true || data.payment?.setup_future_usage !== undefined
  if (creation !== 'always' && !needed) return null
  const made = createCustomer(world, {
    address: said(visitor.address),
    email: session.customer_email ?? visitor.email,
    name: visitor.name,
  })
  const shipping = shippingDetails(session, visitor)
  if (shipping !== null) world.change('customer', made.id, { shipping: { ...shipping, phone: null } })
  keepTaxId(world, made.id, visitor)
  return made.id
}

/** Where things are sent, when the page asks for it. */
export const shippingDetails = (
  { shipping_address_collection: collected }: Session,
  { address, name }: Visitor,
): NonNullable<Session['collected_information']>['shipping_details'] =>
  collected === null ? null : { address, name }

/** Writes what is filled in on the page into the customer, as far as the session was told to. */
function updateCustomer(
  world: World,
  session: Session,
  { id, data, visitor }: { readonly id: string; readonly data: Data; readonly visitor: Visitor },
): void {
  const { address, name, shipping } = data.updates ?? {}
  const before = world.get('customer', id)
  const details = shipping === 'auto' ? shippingDetails(session, visitor) : null
  const after = world.change('customer', id, {
    address: address === 'auto' ? visitor.address : undefined,
    name: name === 'auto' ? visitor.name : undefined,
    shipping: details === null ? undefined : { ...details, phone: before.phone ?? null },
  })
  world.emitChange('customer.updated', before, after)
}

function keepTaxId(world: World, customer: string, { taxId }: Visitor): void {
  if (taxId !== undefined) addTaxId(world, customer, taxId)
}

/** The visitor as a buyer: a known customer's address counts, unless the page renews it. */
export function buyerBehind(world: World, customer: string | null, visitor: Visitor): Buyer {
  if (customer !== null) return buyerOf(world, world.get('customer', customer))
  const { address, taxId } = visitor
  return { address, exempt: 'none', taxIds: taxId === undefined ? [] : [taxId] }
}

/** What the finished session tells about its customer. */
export function detailsOf(session: Session, buyer: Buyer, visitor: Visitor): Session['customer_details'] {
  const known = session.customer_details
  return {
    business_name: null,
    individual_name: null,
    ...known,
    address: buyer.address,
    email: known?.email ?? visitor.email,
    name: known?.name ?? visitor.name,
    phone: known?.phone ?? null,
    tax_exempt: buyer.exempt,
    tax_ids: buyer.taxIds.map(({ type, value }) => ({ type, value })),
  }
}
