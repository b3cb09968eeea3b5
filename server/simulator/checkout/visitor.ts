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

/** The customer of a session: the one that it was opened for, or one that is made now where it is to be kept. */
export function customerOf(
  world: World,
  session: Session,
  { data, visitor }: { readonly data: Data; readonly visitor: Visitor },
): string | null {
  const { customer, customer_creation: creation } = session
  if (customer !== null) {
    if (data.address === 'auto') world.change('customer', customer, { address: visitor.address })
    keepTaxId(world, customer, visitor)
    return customer
  }
  if (creation !== 'always' && data.payment?.setup_future_usage === undefined) return null
  const { country, postal_code: code, state } = visitor.address
  const made = createCustomer(world, {
    address: {
      ...(country === null ? {} : { country }),
      ...(code === null ? {} : { postal_code: code }),
      ...(state === null ? {} : { state }),
    },
    email: session.customer_email ?? visitor.email,
    name: visitor.name,
  })
  keepTaxId(world, made.id, visitor)
  return made.id
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
