import { expireSession } from '../checkout/complete-session.ts'
import { createSession } from '../checkout/create-session.ts'
import { endpoint } from '../core/endpoint.ts'
import { listOf, matches } from '../core/list.ts'
import { mergeMetadata } from '../core/world.ts'

export const checkoutSessionEndpoints = [
  endpoint('POST /v1/checkout/sessions', (world, params) => createSession(world, params)),
  endpoint('GET /v1/checkout/sessions', (world, params) =>
    listOf(world, 'checkout.session', {
      url: '/v1/checkout/sessions',
      page: params,
      keep: session =>
        matches(session, {
          customer: params.customer,
          payment_intent: params.payment_intent,
          payment_link: params.payment_link,
          status: params.status,
          subscription: params.subscription,
        }) &&
        (params.customer_details === undefined ||
          session.customer_details?.email === params.customer_details.email),
    }),
  ),
  endpoint('GET /v1/checkout/sessions/{id}', (world, _params, path) =>
    world.get('checkout.session', path['id'] ?? ''),
  ),
  endpoint('POST /v1/checkout/sessions/{id}', (world, params, path) => {
    const before = world.get('checkout.session', path['id'] ?? '')
    return world.change('checkout.session', before.id, {
      metadata: mergeMetadata(before.metadata, params.metadata),
    })
  }),
  endpoint('POST /v1/checkout/sessions/{id}/expire', (world, _params, path) =>
    expireSession(world, path['id'] ?? ''),
  ),
  endpoint('GET /v1/checkout/sessions/{id}/line_items', (world, params, path) => {
    const session = world.get('checkout.session', path['id'] ?? '')
    return listOf(world, 'item', {
      url: `/v1/checkout/sessions/${session.id}/line_items`,
      page: params,
      ids: world.store.linked('checkout.items', session.id).toReversed(),
    })
  }),
]
