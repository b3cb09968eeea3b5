import { endpoint } from '../core/endpoint.ts'
import { invalidRequest, missingParam } from '../core/errors.ts'
import { listOf, matches } from '../core/list.ts'
import { present } from '../core/present.ts'
import type { ApiObjects, EndpointParams } from '../core/stripe-types.ts'
import { mergeMetadata } from '../core/world.ts'
import { checkCurrency } from './price-amounts.ts'

type Restrictions = ApiObjects['promotion_code']['restrictions']
type Asked = NonNullable<EndpointParams<'POST /v1/promotion_codes'>['restrictions']>

/** The smallest purchase that a code is for, by currency. */
function minimumOf({ minimum_amount: amount, minimum_amount_currency: code, ...more }: Asked = {}) {
  const missing = amount === undefined ? 'minimum_amount' : 'minimum_amount_currency'
  if ((amount === undefined) !== (code === undefined)) throw missingParam(`restrictions[${missing}]`)
  const minimum_amount_currency =
    code === undefined ? null : checkCurrency(code, 'restrictions[minimum_amount_currency]')
  const own = { first_time_transaction: false, minimum_amount: amount ?? null, minimum_amount_currency }
  const { currency_options } = withOptions(own, more.currency_options)
  return { minimum_amount: own.minimum_amount, minimum_amount_currency, ...present({ currency_options }) }
}

/** Restrictions with the minimum of more currencies. */
function withOptions(before: Restrictions, asked: Asked['currency_options']): Restrictions {
  if (asked === undefined) return before
  const added = Object.entries(asked).map(([code, option]): [string, { minimum_amount: number }] => {
    const path = `restrictions[currency_options][${code}]`
    const currency = checkCurrency(code, path)
    if (before.minimum_amount === null) throw missingParam('restrictions[minimum_amount]')
    if (currency === before.minimum_amount_currency)
      throw invalidRequest('The minimum_amount_currency cannot be one of the currency_options.', {
        param: path,
      })
    if (option.minimum_amount === undefined) throw missingParam(`${path}[minimum_amount]`)
    return [currency, { minimum_amount: option.minimum_amount }]
  })
  return { ...before, currency_options: { ...before.currency_options, ...Object.fromEntries(added) } }
}

export const promotionCodeEndpoints = [
  endpoint('POST /v1/promotion_codes', (world, params) => {
    const coupon = world.get('coupon', params.promotion.coupon ?? '', 'promotion[coupon]')
    const code = params.code ?? world.shared.random.text(8).toUpperCase()
    if (!/^[A-Za-z0-9-]+$/.test(code))
      throw invalidRequest('Promotion codes may contain letters, digits and dashes only.', { param: 'code' })
    const taken = world.store
      .idsOf('promotion_code', world.account)
      .map(id => world.find('promotion_code', id))
    if (taken.some(one => one?.active === true && one.code.toLowerCase() === code.toLowerCase()))
      throw invalidRequest(`An active promotion code with \`code: ${code}\` already exists.`, {
        param: 'code',
      })
    const { restrictions } = params
    const created = world.create('promotion_code', {
      active: params.active ?? true,
      code,
      created: world.now,
      customer: params.customer === undefined ? null : world.get('customer', params.customer, 'customer').id,
      expires_at: params.expires_at,
      max_redemptions: params.max_redemptions,
      metadata: mergeMetadata(null, params.metadata),
      promotion: { type: params.promotion.type, coupon: coupon.id },
      restrictions: {
        first_time_transaction: restrictions?.first_time_transaction ?? false,
        ...minimumOf(restrictions),
      },
      times_redeemed: 0,
    })
    world.emit('promotion_code.created', created)
    return created
  }),
  endpoint('GET /v1/promotion_codes', (world, params) =>
    listOf(world, 'promotion_code', {
      url: '/v1/promotion_codes',
      page: params,
      keep: code =>
        matches(code, { active: params.active }) &&
        (params.code === undefined || code.code.toLowerCase() === params.code.toLowerCase()) &&
        (params.coupon === undefined || code.promotion.coupon === params.coupon) &&
        (params.customer === undefined || code.customer === params.customer),
    }),
  ),
  endpoint('GET /v1/promotion_codes/{id}', (world, _params, path) =>
    world.get('promotion_code', path['id'] ?? ''),
  ),
  endpoint('POST /v1/promotion_codes/{id}', (world, params, path) => {
    const before = world.get('promotion_code', path['id'] ?? '')
    const after = world.change('promotion_code', before.id, {
      active: params.active,
      metadata: mergeMetadata(before.metadata, params.metadata),
      ...(params.restrictions === undefined
        ? {}
        : { restrictions: withOptions(before.restrictions, params.restrictions.currency_options) }),
    })
    world.emitChange('promotion_code.updated', before, after)
    return after
  }),
]
