import { endpoint } from '../core/endpoint.ts'
import { invalidRequest } from '../core/errors.ts'
import { listOf, matches } from '../core/list.ts'
import { mergeMetadata } from '../core/world.ts'

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
        minimum_amount: restrictions?.minimum_amount,
        minimum_amount_currency: restrictions?.minimum_amount_currency,
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
        matches(code, { active: params.active, code: params.code }) &&
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
    })
    world.emitChange('promotion_code.updated', before, after)
    return after
  }),
]
