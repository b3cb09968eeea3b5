import { LIMITS } from '#shared/facts/limits.ts'
import { changeBalance } from '../billing/customer-balance.ts'
import { noDiscount } from '../billing/discounts.ts'
import { endpoint, refusingEndpoint } from '../core/endpoint.ts'
import { invalidRequest, unsupported } from '../core/errors.ts'
import { listOf } from '../core/list.ts'
import { present } from '../core/present.ts'
import type { ApiObjects, EndpointParams, Tombstone } from '../core/stripe-types.ts'
import { checkAtMost, checkEmail } from '../core/texts.ts'
import { mergeMetadata, type World } from '../core/world.ts'
import { isLocated } from '../tax/automatic.ts'
import { noLocation } from '../tax/invoice-tax.ts'
import { spend } from './method-use.ts'
import { addressOf, attach, paymentMethodOf } from './payment-methods.ts'
import { cancelNow } from './subscription-status.ts'
import { addTaxId } from './tax-ids.ts'

type Customer = ApiObjects['customer']
type Settings = EndpointParams<'POST /v1/customers'>['invoice_settings']

/** The customer, or the tombstone of a deleted one where that is allowed. */
function customerOrTombstone(world: World, id: string): Customer | Tombstone {
  if (world.find('customer', id) === undefined && world.find('hidden.tombstone', id) !== undefined)
    return { id, object: 'customer', deleted: true }
  return world.get('customer', id)
}

type Shipping = NonNullable<EndpointParams<'POST /v1/customers'>['shipping']>
type ShippingGiven = Pick<Shipping, 'address' | 'name'> & { readonly phone?: string | null }

/** Where things are sent, as a request says it. */
export function shippingOf(given: ShippingGiven | null | undefined): Customer['shipping'] | undefined {
  if (given === undefined || given === null) return given
  const address = addressOf(given.address)
  return { ...(address ? { address } : {}), name: given.name, phone: given.phone ?? null }
}

function settingsWith(
  world: World,
  before: Customer,
  { given, attached }: { readonly given: NonNullable<Settings>; readonly attached?: string | undefined },
): Customer['invoice_settings'] {
  const { invoice_settings: settings } = before
  const wanted = given.default_payment_method
  return {
    ...settings,
    custom_fields:
      given.custom_fields === undefined
        ? settings.custom_fields
        : (given.custom_fields?.map(field => ({ ...field })) ?? null),
    default_payment_method:
      wanted === undefined
        ? settings.default_payment_method
        : wanted === null
          ? null
          : (attached ?? defaultMethod(world, before.id, wanted)),
    footer: given.footer === undefined ? settings.footer : given.footer,
  }
}

function defaultMethod(world: World, customer: string, id: string): string {
  const method = paymentMethodOf(world, id, 'invoice_settings[default_payment_method]')
  if (method.customer === customer) return method.id
  if (method.customer === null && method.id !== id) return attach(world, method, customer).id
  throw invalidRequest(
    `The customer does not have a payment method with the ID ${id}. The payment method must be attached to the customer.`,
    { code: 'resource_missing', param: 'invoice_settings[default_payment_method]' },
  )
}

/** Removes a customer: its subscriptions end, its payment methods go, a tombstone stays. */
export function deleteCustomer(world: World, id: string): void {
  const customer = world.get('customer', id)
  for (const subscription of world.store.linked('customer.subscriptions', id)) cancelNow(world, subscription)
  for (const method of world.store.linked('customer.payment_methods', id))
    if (world.find('payment_method', method)) {
      world.change('payment_method', method, { customer: null })
      spend(world, method)
    }
  world.store.remove('customer', id)
  world.hide('hidden.tombstone', { id })
  world.emit('customer.deleted', customer)
}

function clockFor(world: World, id: string): ApiObjects['test_helpers.test_clock'] {
  const clock = world.get('test_helpers.test_clock', id, 'test_clock')
  if (world.store.linked('clock.customers', id).length >= LIMITS.testClock.customers)
    throw invalidRequest('You cannot create more than 3 customers on a test clock.', {
      code: 'test_clock_limit',
      param: 'test_clock',
    })
  return clock
}

/** Attaches what a new customer came with; the same test card named twice is one payment method. */
function withMethod(world: World, created: Customer, params: EndpointParams<'POST /v1/customers'>): Customer {
  const { payment_method: wanted, invoice_settings: settings } = params
  const attached =
    wanted === undefined
      ? undefined
      : attach(world, paymentMethodOf(world, wanted, 'payment_method'), created.id).id
  if (settings === undefined) return created
  const same = settings.default_payment_method === wanted ? attached : undefined
  return world.change('customer', created.id, {
    invoice_settings: settingsWith(world, created, { given: settings, attached: same }),
  })
}

/** Where a customer is can be told by an address only; whether that is enough is checked when asked. */
function checkTax(given: EndpointParams<'POST /v1/customers/{id}'>['tax'], customer: Customer): void {
  if (given?.ip_address)
    throw unsupported('tax[ip_address]: it knows no places of addresses of the internet', 'tax[ip_address]')
  if (given?.validate_location === 'immediately' && !isLocated(customer.address ?? null)) throw noLocation()
}

/** What a customer is called and how it is reached, as far as it can be. */
function checkTexts({
  email,
  name,
  phone,
}: Pick<EndpointParams<'POST /v1/customers/{id}'>, 'email' | 'name' | 'phone'>): void {
  checkAtMost(email, 'email', 512)
  checkAtMost(name, 'name', 256)
  checkAtMost(phone, 'phone', 20)
  checkEmail(email, 'email')
}

type Names = Pick<EndpointParams<'POST /v1/customers/{id}'>, 'business_name' | 'individual_name'>

/** A customer without the names that a request sends empty: Stripe has none of them as null. */
function withoutNames(world: World, customer: Customer, given: Names): Customer {
  const { business_name: business, individual_name: individual, ...rest } = customer
  if (given.business_name !== null && given.individual_name !== null) return customer
  const left = {
    ...rest,
    ...present({
      business_name: given.business_name === null ? undefined : business,
      individual_name: given.individual_name === null ? undefined : individual,
    }),
  }
  world.store.put('customer', world.account, left)
  return left
}

/** A customer's names beside the one shown. */
const namesOf = ({ business_name: business, individual_name: individual }: Names) => ({
  business_name: business ?? undefined,
  individual_name: individual ?? undefined,
})

/** The prefix of a customer's invoice numbers, as it may be chosen. */
function prefixOf(world: World, prefix: string | null | undefined): string | undefined {
  if (prefix === undefined || prefix === null) return undefined
  const param = 'invoice_prefix'
  if (!/^[A-Z0-9]{3,12}$/.test(prefix))
    throw invalidRequest('The invoice prefix must be 3 to 12 uppercase letters or numbers.', { param })
  const others = world.store.idsOf('customer', world.account).map(id => world.find('customer', id))
  if (others.some(other => other?.invoice_prefix === prefix))
    throw invalidRequest(`The invoice prefix ${prefix} is another customer’s.`, { param })
  return prefix
}

const newPrefix = (world: World, chosen: string | undefined): string =>
  prefixOf(world, chosen) ?? world.shared.random.text(8).toUpperCase()

/** Makes a customer, with a payment method when one is named. */
export function createCustomer(world: World, params: EndpointParams<'POST /v1/customers'>): Customer {
  checkTexts(params)
  const clock = params.test_clock === undefined ? null : clockFor(world, params.test_clock)
  const created = world.create('customer', {
    address: addressOf(params.address),
    balance: 0,
    ...namesOf(params),
    created: clock?.frozen_time ?? world.now,
    currency: null,
    delinquent: false,
    description: params.description,
    discount: null,
    email: params.email,
    invoice_prefix: newPrefix(world, params.invoice_prefix),
    invoice_settings: {},
    metadata: mergeMetadata(null, params.metadata),
    name: params.name,
    next_invoice_sequence: params.next_invoice_sequence ?? 1,
    phone: params.phone,
    preferred_locales: params.preferred_locales ?? [],
    shipping: shippingOf(params.shipping) ?? null,
    tax_exempt: params.tax_exempt ?? 'none',
    test_clock: clock?.id ?? null,
  })
  if (clock !== null) world.store.link('clock.customers', clock.id, created.id)
  return announced(world, created, params)
}

/** Sets what a customer owes or has to its credit, as an entry of its balance; the currency stays open until it is billed. */
function setBalance(
  world: World,
  { id, balance: before, currency }: Customer,
  { balance, type }: { readonly balance: number | undefined; readonly type: 'initial' | 'adjustment' },
): void {
  if (balance === undefined || balance === before) return
  const usual = world.store.get('account', world.account)?.row.default_currency ?? 'usd'
  changeBalance(world, id, { amount: balance - before, currency: currency ?? usual, type })
  world.change('customer', id, { currency })
}

/** Tells about a new customer, once what it came with is known to be right. */
function announced(world: World, created: Customer, params: EndpointParams<'POST /v1/customers'>): Customer {
  checkTax(params.tax, created)
  setBalance(world, created, { balance: params.balance, type: 'initial' })
  const made = world.get('customer', created.id)
  world.emit('customer.created', made)
  for (const id of params.tax_id_data ?? []) addTaxId(world, created.id, id)
  return withMethod(world, made, params)
}

export const customerEndpoints = [
  endpoint('POST /v1/customers', createCustomer),
  endpoint('GET /v1/customers', (world, params) =>
    listOf(world, 'customer', {
      url: '/v1/customers',
      page: params,
      ...(params.test_clock === undefined
        ? {}
        : { ids: world.store.linked('clock.customers', params.test_clock) }),
      keep: customer =>
        (params.email === undefined || customer.email === params.email) &&
        (params.test_clock !== undefined || customer.test_clock === null),
    }),
  ),
  endpoint('GET /v1/customers/{id}', (world, _params, path) => customerOrTombstone(world, path['id'] ?? '')),
  endpoint('POST /v1/customers/{id}', (world, params, path) => {
    const before = world.get('customer', path['id'] ?? '')
    checkTexts(params)
    const changed = world.change('customer', before.id, {
      address: params.address === undefined ? undefined : addressOf(params.address),
      ...namesOf(params),
      description: params.description,
      email: params.email,
      invoice_prefix: prefixOf(world, params.invoice_prefix),
      invoice_settings:
        params.invoice_settings === undefined
          ? undefined
          : settingsWith(world, before, { given: params.invoice_settings }),
      metadata: params.metadata === undefined ? undefined : mergeMetadata(before.metadata, params.metadata),
      name: params.name,
      next_invoice_sequence: params.next_invoice_sequence,
      phone: params.phone,
      preferred_locales: params.preferred_locales,
      shipping: shippingOf(params.shipping),
      tax_exempt: params.tax_exempt ?? undefined,
    })
    const after = withoutNames(world, changed, params)
    checkTax(params.tax, after)
    setBalance(world, after, { balance: params.balance, type: 'adjustment' })
    const told = world.get('customer', before.id)
    world.emitChange('customer.updated', before, told)
    return told
  }),
  endpoint('DELETE /v1/customers/{id}', (world, _params, path) => {
    const id = path['id'] ?? ''
    deleteCustomer(world, id)
    return { id, object: 'customer', deleted: true }
  }),
  refusingEndpoint('DELETE /v1/customers/{id}/discount', (world, path) => {
    const { id } = world.get('customer', path['id'] ?? '')
    return noDiscount(`customer ${id}`)
  }),
  endpoint('GET /v1/customers/{id}/payment_methods', (world, params, path) => {
    const customer = world.get('customer', path['id'] ?? '')
    return listOf(world, 'payment_method', {
      url: `/v1/customers/${customer.id}/payment_methods`,
      page: params,
      ids: world.store.linked('customer.payment_methods', customer.id),
      keep: method =>
        method.customer === customer.id && (params.type === undefined || method.type === params.type),
    })
  }),
  endpoint('GET /v1/customers/{customerId}/payment_methods/{id}', (world, _params, path) => {
    const method = world.get('payment_method', path['id'] ?? '')
    world.get('customer', path['customerId'] ?? '')
    return method
  }),
]
