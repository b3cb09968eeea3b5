import { completionOf, createLink } from '../checkout/create-link.ts'
import { endpoint } from '../core/endpoint.ts'
import { listOf, matches } from '../core/list.ts'
import { mergeMetadata } from '../core/world.ts'

export const paymentLinkEndpoints = [
  endpoint('POST /v1/payment_links', createLink),
  endpoint('GET /v1/payment_links', (world, params) =>
    listOf(world, 'payment_link', {
      url: '/v1/payment_links',
      page: params,
      keep: link => matches(link, { active: params.active }),
    }),
  ),
  endpoint('GET /v1/payment_links/{id}', (world, _params, path) =>
    world.get('payment_link', path['id'] ?? ''),
  ),
  endpoint('POST /v1/payment_links/{id}', (world, params, path) => {
    const before = world.get('payment_link', path['id'] ?? '')
    const after = world.change('payment_link', before.id, {
      active: params.active,
      after_completion: params.after_completion && completionOf(params.after_completion),
      allow_promotion_codes: params.allow_promotion_codes,
      inactive_message: params.inactive_message,
      metadata: mergeMetadata(before.metadata, params.metadata),
      submit_type: params.submit_type,
    })
    world.emitChange('payment_link.updated', before, after)
    return after
  }),
  endpoint('GET /v1/payment_links/{id}/line_items', (world, params, path) => {
    const link = world.get('payment_link', path['id'] ?? '')
    return listOf(world, 'item', {
      url: `/v1/payment_links/${link.id}/line_items`,
      page: params,
      ids: world.store.linked('checkout.items', link.id).toReversed(),
    })
  }),
]
