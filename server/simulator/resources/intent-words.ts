import { CURRENCIES } from '#shared/facts/currencies.ts'
import { LIMITS } from '#shared/facts/limits.ts'
import { invalidRequest, noSuch, unsupported } from '../core/errors.ts'
import type { ApiObjects, EndpointParams, Given } from '../core/stripe-types.ts'
import { checkDescriptor, checkEmail } from '../core/texts.ts'
import type { World } from '../core/world.ts'
import { shown } from '../money/shown.ts'
import { checkDestination } from './destination-charges.ts'
import { addressOf } from './payment-methods.ts'

type Intent = ApiObjects['payment_intent']
type Create = EndpointParams<'POST /v1/payment_intents'>
type Options = NonNullable<Create['payment_method_options']>

/** Refuses amounts that no payment may have. */
export function checkAmount(amount: number, currency: string): void {
  const { minimumCharge, step = 1 } = CURRENCIES.get(currency) ?? {}
  const minimum = minimumCharge ?? 1
  if (amount < 1)
    throw invalidRequest('This value must be greater than or equal to 1.', {
      code: 'parameter_invalid_integer',
      param: 'amount',
    })
  if (amount < minimum)
    throw invalidRequest(`Amount must be at least ${shown(minimum, currency)}`, {
      code: 'amount_too_small',
      param: 'amount',
    })
  if (amount % step !== 0)
    throw invalidRequest(`Invalid amount: amounts in ${currency} must be divisible by ${step}.`, {
      code: 'parameter_invalid_integer',
      param: 'amount',
    })
  if (amount > LIMITS.maximumAmount)
    throw invalidRequest(`Amount must be no more than ${shown(LIMITS.maximumAmount, currency)}`, {
      code: 'amount_too_large',
      param: 'amount',
    })
}

/** To whom what is paid for is sent. */
export function shippingOf(given: NonNullable<Create['shipping']>): NonNullable<Intent['shipping']> {
  const { address, carrier, name, phone, tracking_number } = given
  const place = addressOf(address)
  return {
    ...(place === null ? {} : { address: place }),
    name,
    phone: phone ?? null,
    ...(carrier === undefined ? {} : { carrier }),
    ...(tracking_number === undefined ? {} : { tracking_number }),
  }
}

type Shared = Pick<Create, 'transfer_data' | 'application_fee_amount' | 'on_behalf_of' | 'amount'>

/** Whose sale it is and what the platform keeps of it. */
export function destinationOf(world: World, params: Shared): Given<Intent> {
  const { transfer_data: data, application_fee_amount: fee, on_behalf_of: account } = params
  if (data !== undefined) checkDestination(world, data.destination, 'transfer_data[destination]')
  if (account !== undefined && !world.owns(account)) throw noSuch('account', account, 'on_behalf_of')
  if (fee !== undefined) checkApplicationFee(world, params, fee)
  return {
    application_fee_amount: fee,
    on_behalf_of: account,
    transfer_data: data && {
      destination: data.destination,
      ...(data.amount === undefined ? {} : { amount: data.amount }),
    },
  }
}

function checkApplicationFee(world: World, { transfer_data: data, amount }: Shared, fee: number): void {
  const param = 'application_fee_amount'
  if (data?.amount !== undefined)
    throw invalidRequest('You cannot use both application_fee_amount and transfer_data[amount].', { param })
  if (data === undefined && world.account === world.platform)
    throw invalidRequest(
      'Can only apply an application_fee_amount when the PaymentIntent is attempting a direct payment (using an OAuth key or Stripe-Account header) or destination payment (using `transfer_data[destination]`).',
      { param },
    )
  if (fee < 0 || fee > amount)
    throw invalidRequest('application_fee_amount must be between 0 and the amount.', { param })
}

/** How cards are to be taken, as far as it was told. */
export function optionsOf(
  given: Options | undefined,
): Given<NonNullable<Intent['payment_method_options']>> | undefined {
  const { card } = given ?? {}
  if (card === undefined || card === null) return undefined
  for (const name of ['request_overcapture', 'request_extended_authorization'] as const)
    if (card[name] === 'if_available')
      throw unsupported(`${name} of a card`, `payment_method_options[card][${name}]`)
  return {
    card: {
      ...(card.capture_method === 'manual' ? { capture_method: 'manual' } : {}),
      request_incremental_authorization: card.request_incremental_authorization,
      request_multicapture: card.request_multicapture,
      request_three_d_secure: card.request_three_d_secure ?? 'automatic',
      setup_future_usage: card.setup_future_usage ?? undefined,
    },
  }
}

type Details = NonNullable<Create['amount_details']>
type Line = NonNullable<Details['line_items']>[number]

/** What an amount is made of. The lines are kept beside the intent: answers name them when asked. */
export function detailsOf(
  world: World,
  intent: { readonly id: string; readonly amount: number },
  given: Details,
): Given<NonNullable<Intent['amount_details']>> {
  const { discount_amount: discount, shipping, tax } = given
  checkSum(intent.amount, given)
  keepLines(world, intent.id, given.line_items)
  return {
    ...(typeof discount === 'number' ? { discount_amount: discount } : {}),
    ...(shipping ? { shipping: { ...shipping } } : {}),
    ...(tax ? { tax: { total_tax_amount: tax.total_tax_amount } } : {}),
  }
}

/** The parts of an amount have to add up to it, unless the request wants that not to matter. */
function checkSum(amount: number, { discount_amount, line_items: lines, ...given }: Details): void {
  if (given.enforce_arithmetic_validation === false || !lines) return
  const sumOf = (part: (line: Line) => number) => lines.reduce((total, line) => total + part(line), 0)
  const tax = given.tax?.total_tax_amount ?? sumOf(line => line.tax?.total_tax_amount ?? 0)
  const discount = discount_amount ?? sumOf(line => line.discount_amount ?? 0)
  const sum = sumOf(line => line.quantity * line.unit_cost) + (given.shipping?.amount ?? 0) + tax - discount
  if (sum === amount) return
  throw invalidRequest(`The amount_details add up to ${sum}, and the amount is ${amount}.`, {
    code: 'amount_details_amount_mismatch',
    param: 'amount_details',
  })
}

function keepLines(world: World, intent: string, lines: Details['line_items']): void {
  if (lines === undefined) return
  for (const id of world.store.linked('intent.lines', intent).slice())
    world.store.unlink('intent.lines', intent, id)
  for (const line of lines ?? []) {
    const kept = world.create('payment_intent_amount_details_line_item', {
      discount_amount: line.discount_amount,
      product_code: line.product_code,
      product_name: line.product_name,
      quantity: line.quantity,
      tax: line.tax && { total_tax_amount: line.tax.total_tax_amount },
      unit_cost: line.unit_cost,
      unit_of_measure: line.unit_of_measure,
    })
    world.store.link('intent.lines', intent, kept.id)
  }
}

/** What creating and changing an intent have in common. */
export function wordsOf(
  world: World,
  params: Pick<
    Create,
    'customer' | 'description' | 'statement_descriptor' | 'statement_descriptor_suffix' | 'transfer_group'
  > & {
    readonly receipt_email?: string | null
    readonly setup_future_usage?: Create['setup_future_usage'] | null
    readonly shipping?: Create['shipping'] | null
  },
) {
  const { customer, shipping } = params
  checkEmail(params.receipt_email, 'receipt_email')
  for (const name of ['statement_descriptor', 'statement_descriptor_suffix'] as const)
    checkDescriptor(params[name], name)
  return {
    customer: customer === undefined ? undefined : world.get('customer', customer, 'customer').id,
    description: params.description,
    receipt_email: params.receipt_email,
    setup_future_usage: params.setup_future_usage,
    shipping: shipping && shippingOf(shipping),
    statement_descriptor: params.statement_descriptor,
    statement_descriptor_suffix: params.statement_descriptor_suffix,
    transfer_group: params.transfer_group,
  }
}
