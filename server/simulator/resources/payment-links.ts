import { createLink } from '../checkout/create-link.ts'
import { updateLink } from '../checkout/update-link.ts'
import { endpoint } from '../core/endpoint.ts'
import { listOf, matches } from '../core/list.ts'

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
  endpoint('POST /v1/payment_links/{id}', (world, params, path) =>
    updateLink(world, world.get('payment_link', path['id'] ?? ''), params),
  ),
  endpoint('GET /v1/payment_links/{id}/line_items', (world, params, path) => {
    const link = world.get('payment_link', path['id'] ?? '')
    return listOf(world, 'item', {
      url: `/v1/payment_links/${link.id}/line_items`,
      page: params,
      ids: world.store.linked('checkout.items', link.id).toReversed(),
    })
  }),
]
