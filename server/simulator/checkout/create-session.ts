import { LIMITS } from '#shared/facts/limits.ts'
import { checkMinimum, couponOfCode } from '../billing/discounts.ts'
import { invalidRequest, missingParam } from '../core/errors.ts'
import type { ApiObjects, Given, HiddenObjects } from '../core/stripe-types.ts'
import { checkEmail } from '../core/texts.ts'
import { parseOwn } from '../core/trust.ts'
import { mergeMetadata, type World } from '../core/world.ts'
import { checkDestination } from '../resources/destination-charges.ts'
import { createShippingRate } from '../resources/shipping-rates.ts'
import { automaticTaxOf } from '../tax/terms.ts'
import { type Cart, cartOf, keepLines } from './cart.ts'
import { invoiceCreationOf } from './session-invoice.ts'
import { refuseUnsupported, type SessionParams, wordsOf } from './session-words.ts'
import { taxOpened } from './tax-session.ts'

type Session = ApiObjects['checkout.session']

const DAY_SECONDS = LIMITS.checkout.expiresMinutes.max * 60

/** Opens a checkout session: what is sold, to whom, and where its page is. */
export function createSession(world: World, params: SessionParams, link: string | null = null): Session {
  const mode = modeOf(params)
  refuseUnsupported(params)
  checkAddresses(params)
  checkConnect(world, params)
  const coupon = discountOf(world, params)
  const cart =
    mode === 'setup'
      ? undefined
      : cartOf(world, {
          mode,
          given: params.line_items ?? [],
          coupon,
          currency: params.currency,
          customer:
            params.customer === undefined
              ? null
              : world.get('customer', params.customer, 'customer').currency,
        })
  if (cart !== undefined) checkCodes(world, params, cart)
  const id = world.newId('cs_test_a1') + world.shared.random.text(30)
  const session = world.create('checkout.session', {
    id,
    ...wordsOf(params),
    ...payerOf(world, params, mode),
    ...moneyOf(world, params, cart),
    ...placeOf(world, params, id),
    automatic_tax: automaticTaxOf(world, params.automatic_tax),
    created: world.now,
    discounts: params.discounts?.map(one => ({ coupon: one.coupon, promotion_code: one.promotion_code })),
    invoice_creation: invoiceCreationOf(world, params.invoice_creation, mode),
    expires_at: expiryOf(world, params.expires_at),
    metadata: mergeMetadata(null, params.metadata),
    mode,
    payment_link: link,
    payment_method_types: params.allowed_payment_method_types?.map(String) ?? ['card'],
    status: 'open',
  })
  world.hide('hidden.checkout', { id, params: dataOf(params) })
  world.schedule({ at: session.expires_at, clock: null, action: 'checkout.expire', target: id })
  if (cart === undefined) return session
  keepLines(world, id, cart)
  return taxOpened(world, session)
}

const isHosted = ({ ui_mode: mode }: SessionParams) => mode === undefined || mode === 'hosted_page'

/** Where the customer pays: on a page of the simulator's, or in the caller's own. */
function placeOf(world: World, params: SessionParams, id: string): Given<Session> {
  if (isHosted(params)) return { ui_mode: 'hosted_page', url: `${world.shared.base}/pay/${id}` }
  return { ui_mode: params.ui_mode, client_secret: `${id}_secret_${world.shared.random.text(40)}` }
}

/** What is to be paid, shipping included. */
function moneyOf(world: World, params: SessionParams, cart: Cart | undefined): Given<Session> {
  if (cart === undefined) return { currency: params.currency, payment_status: 'no_payment_required' }
  const options = shippingOf(world, params)
  const [chosen] = options
  const shipping = chosen?.shipping_amount ?? 0
  const total = cart.subtotal - cart.discount + shipping
  return {
    amount_subtotal: cart.subtotal,
    amount_total: total,
    currency: cart.currency,
    payment_status: total === 0 && !isCustom(cart) ? 'no_payment_required' : 'unpaid',
    shipping_cost: chosen && {
      amount_subtotal: shipping,
      amount_tax: 0,
      amount_total: shipping,
      shipping_rate: chosen.shipping_rate,
    },
    shipping_options: options,
    total_details: { amount_discount: cart.discount, amount_shipping: shipping, amount_tax: 0 },
  }
}

const isCustom = ({ lines }: Cart) => lines.some(({ price }) => price.custom_unit_amount !== null)

/** Who pays, as far as it is known. */
function payerOf(world: World, params: SessionParams, mode: Mode): Given<Session> {
  const id = params.customer
  const customer = id === undefined ? undefined : world.get('customer', id, 'customer')
  checkEmail(params.customer_email, 'customer_email')
  const email = customer?.email ?? params.customer_email
  const { address, name, phone } = customer ?? {}
  return {
    customer: id,
    customer_creation: id === undefined ? creationOf(params, mode) : null,
    customer_details: email === undefined ? null : { address, email, name, phone, tax_exempt: 'none' },
  }
}

function creationOf(params: SessionParams, mode: Mode): Session['customer_creation'] {
  if (mode === 'payment') return params.customer_creation ?? 'if_required'
  return mode === 'subscription' ? 'always' : null
}

/** What is needed again when the customer has paid, without the wrapping that notes which parameters were read. */
function dataOf(params: SessionParams): HiddenObjects['hidden.checkout']['params'] {
  const { payment_intent_data: payment, setup_intent_data: setup, subscription_data: subscription } = params
  const { address, name, shipping } = params.customer_update ?? {}
  const updates = { address, name, shipping }
  return parseOwn(JSON.stringify({ payment, setup, subscription, updates }))
}

const MODES = ['payment', 'setup', 'subscription'] as const
type Mode = (typeof MODES)[number]

function modeOf({ mode, line_items: lines }: SessionParams): Mode {
  if (mode === undefined) throw missingParam('mode')
  if (mode !== 'setup' && lines === undefined) throw missingParam('line_items')
  const found = MODES.find(one => one === mode)
  if (found !== undefined) return found
  throw invalidRequest('Invalid mode: must be one of payment, setup, or subscription', { param: 'mode' })
}

function checkAddresses(params: SessionParams): void {
  for (const name of ['success_url', 'cancel_url', 'return_url'] as const)
    if (params[name] !== undefined && !/^(?!javascript:)[a-z][a-z\d+.-]*:\/\/\S+$/i.test(params[name]))
      throw invalidRequest('Not a valid URL', { code: 'url_invalid', param: name })
  if (isHosted(params)) checkHosted(params)
  else if (params.ui_mode !== 'form') checkEmbedded(params)
  refuseInMode(params)
  if (params.customer !== undefined && params.customer_email !== undefined)
    throw invalidRequest('You may only specify one of these parameters: customer, customer_email.', {
      param: 'customer_email',
    })
}

function checkHosted({ return_url: back, success_url: success }: SessionParams): void {
  if (back !== undefined)
    throw invalidRequest('`return_url` is only for sessions whose page is in yours.', { param: 'return_url' })
  if (success === undefined) throw missingParam('success_url')
}

function checkEmbedded(params: SessionParams): void {
  for (const name of ['success_url', 'cancel_url'] as const)
    if (params[name] !== undefined)
      throw invalidRequest(`\`${name}\` is not for \`ui_mode=${params.ui_mode}\`. Use \`return_url\`.`, {
        param: name,
      })
  if (params.return_url === undefined && params.redirect_on_completion !== 'never')
    throw missingParam('return_url')
}

/** What a mode has no place for. Source: SessionCreateParams. */
function refuseInMode(params: SessionParams): void {
  const { ui_mode: mode, custom_fields: fields, optional_items: items } = params
  const refuse = (param: string) =>
    invalidRequest(`You cannot set \`${param}\` if \`ui_mode\` is \`${mode}\`.`, { param })
  if (mode === 'elements' && fields !== undefined) throw refuse('custom_fields')
  if ((mode === 'elements' || mode === 'form') && items !== undefined) throw refuse('optional_items')
}

function checkConnect(world: World, params: SessionParams): void {
  const destination =
    params.payment_intent_data?.transfer_data?.destination ??
    params.subscription_data?.transfer_data?.destination
  if (destination !== undefined)
    checkDestination(world, destination, `${dataName(params)}[transfer_data][destination]`)
}

const dataName = ({ mode }: SessionParams) =>
  mode === 'subscription' ? 'subscription_data' : 'payment_intent_data'

function discountOf(world: World, params: SessionParams): ApiObjects['coupon'] | undefined {
  const given = params.discounts ?? []
  if (given.length > 1)
    throw invalidRequest('You can only apply one discount to a Checkout Session.', { param: 'discounts' })
  if (given.length > 0 && params.allow_promotion_codes !== undefined)
    throw invalidRequest('You may only specify one of these parameters: allow_promotion_codes, discounts.', {
      param: 'discounts',
    })
  const [one] = given
  return one && couponOfCode(world, one, 'discounts[0]')
}

function checkCodes(world: World, { discounts = [] }: SessionParams, cart: Cart): void {
  for (const { promotion_code: code } of discounts)
    if (code !== undefined)
      checkMinimum(world.get('promotion_code', code), cart, 'discounts[0][promotion_code]')
}

function shippingOf(world: World, params: SessionParams): Session['shipping_options'] {
  return (params.shipping_options ?? []).map((option, index) => {
    const path = `shipping_options[${index}]`
    const rate =
      option.shipping_rate_data === undefined
        ? world.get('shipping_rate', option.shipping_rate ?? '', `${path}[shipping_rate]`)
        : createShippingRate(world, option.shipping_rate_data, `${path}[shipping_rate_data]`)
    return { shipping_amount: rate.fixed_amount?.amount ?? 0, shipping_rate: rate.id }
  })
}

function expiryOf(world: World, asked: number | undefined): number {
  if (asked === undefined) return world.now + DAY_SECONDS
  const { min, max } = LIMITS.checkout.expiresMinutes
  if (asked < world.now + min * 60 || asked > world.now + max * 60)
    throw invalidRequest(
      `The \`expires_at\` timestamp must be at least ${min} minutes and at most ${max / 60} hours from Checkout Session creation.`,
      { param: 'expires_at' },
    )
  return asked
}
