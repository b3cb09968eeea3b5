import { completionOf, createLink } from '../checkout/create-link.ts'
import { endpoint } from '../core/endpoint.ts'
import { listOf, matches } from '../core/list.ts'
import type { ApiObjects, EndpointParams } from '../core/stripe-types.ts'
import { mergeMetadata, type World } from '../core/world.ts'
import { automaticTaxOf } from '../tax/terms.ts'

type Update = EndpointParams<'POST /v1/payment_links/{id}'>

/** How often a link may be paid; how often it was stays. */
function restrictionsOf(
  { restrictions: before }: ApiObjects['payment_link'],
  given: Update['restrictions'],
): ApiObjects['payment_link']['restrictions'] | undefined {
  if (!given) return given
  const { limit } = given.completed_sessions
  return { completed_sessions: { count: before?.completed_sessions.count ?? 0, limit } }
}

function taxTerms(world: World, given: NonNullable<Update['automatic_tax']>) {
  const { enabled, liability } = automaticTaxOf(world, given)
  return { enabled, liability }
}

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
      automatic_tax: params.automatic_tax && taxTerms(world, params.automatic_tax),
      billing_address_collection: params.billing_address_collection,
      customer_creation: params.customer_creation,
      inactive_message: params.inactive_message,
      metadata: mergeMetadata(before.metadata, params.metadata),
      phone_number_collection: params.phone_number_collection && {
        enabled: params.phone_number_collection.enabled,
      },
      restrictions: restrictionsOf(before, params.restrictions),
      submit_type: params.submit_type,
      tax_id_collection: params.tax_id_collection && {
        required: 'never',
        ...params.tax_id_collection,
      },
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
