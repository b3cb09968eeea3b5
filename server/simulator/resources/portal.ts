import { endpoint } from '../core/endpoint.ts'
import { invalidRequest, missingParam } from '../core/errors.ts'
import { listOf, matches } from '../core/list.ts'
import type { ApiObjects, EndpointParams, Given } from '../core/stripe-types.ts'
import { mergeMetadata, type World } from '../core/world.ts'

type Configuration = ApiObjects['billing_portal.configuration']
type Features = EndpointParams<'POST /v1/billing_portal/configurations'>['features']
type Update = EndpointParams<'POST /v1/billing_portal/configurations/{id}'>['features']

/** What a portal offers when nothing was said. */
const NONE: Configuration['features'] = {
  customer_update: { allowed_updates: [], enabled: false },
  invoice_history: { enabled: false },
  payment_method_update: { enabled: false, payment_method_configuration: null },
  subscription_cancel: {
    cancellation_reason: { enabled: false, feedback_options: null, options: [] },
    enabled: false,
    mode: 'at_period_end',
    proration_behavior: 'none',
  },
  subscription_pause: { duration: { interval_options: [], type: 'indefinite' }, enabled: false },
  subscription_update: {
    billing_cycle_anchor: null,
    default_allowed_updates: [],
    enabled: false,
    products: null,
    proration_behavior: 'none',
    schedule_at_period_end: { conditions: [] },
    trial_update_behavior: 'end_trial',
  },
}

function featuresOf(
  before: Configuration['features'],
  given: Features | Update = {},
): Configuration['features'] {
  const { customer_update: customer, subscription_cancel: cancel, subscription_update: update } = given
  return {
    customer_update: {
      allowed_updates: customer?.allowed_updates ?? before.customer_update.allowed_updates,
      enabled: customer?.enabled ?? before.customer_update.enabled,
    },
    invoice_history: given.invoice_history ?? before.invoice_history,
    payment_method_update: {
      enabled: given.payment_method_update?.enabled ?? before.payment_method_update.enabled,
      payment_method_configuration: null,
    },
    subscription_cancel: cancelOf(before.subscription_cancel, cancel),
    subscription_pause: {
      ...before.subscription_pause,
      enabled: given.subscription_pause?.enabled ?? before.subscription_pause.enabled,
    },
    subscription_update: updateOf(before.subscription_update, update),
  }
}

function cancelOf(
  before: Configuration['features']['subscription_cancel'],
  given: NonNullable<Update>['subscription_cancel'],
): Configuration['features']['subscription_cancel'] {
  const { cancellation_reason: reason } = given ?? {}
  return {
    cancellation_reason: {
      ...before.cancellation_reason,
      enabled: reason?.enabled ?? before.cancellation_reason.enabled,
      options: reason?.options ?? before.cancellation_reason.options,
    },
    enabled: given?.enabled ?? before.enabled,
    mode: given?.mode ?? before.mode,
    proration_behavior: given?.proration_behavior ?? before.proration_behavior,
  }
}

function updateOf(
  before: Configuration['features']['subscription_update'],
  given: NonNullable<Update>['subscription_update'],
): Configuration['features']['subscription_update'] {
  if (given === undefined) return before
  if (
    given.enabled === true &&
    !given.default_allowed_updates?.length &&
    before.default_allowed_updates.length === 0
  )
    throw missingParam('features[subscription_update][default_allowed_updates]')
  return {
    ...before,
    billing_cycle_anchor: given.billing_cycle_anchor ?? before.billing_cycle_anchor,
    default_allowed_updates: given.default_allowed_updates ?? before.default_allowed_updates,
    enabled: given.enabled ?? before.enabled,
    products: productsOf(given.products) ?? before.products ?? null,
    proration_behavior: given.proration_behavior ?? before.proration_behavior,
  }
}

type Products = NonNullable<NonNullable<Update>['subscription_update']>['products']

/** The products between which a customer may change. */
function productsOf(given: Products): Configuration['features']['subscription_update']['products'] {
  return given?.map(({ product, prices, adjustable_quantity: adjustable }) => ({
    adjustable_quantity: {
      enabled: adjustable?.enabled ?? false,
      maximum: adjustable?.maximum ?? null,
      minimum: adjustable?.minimum ?? 1,
    },
    prices,
    product,
  }))
}

function create(world: World, given: Given<Configuration>, features: Features): Configuration {
  const created = world.create('billing_portal.configuration', {
    active: true,
    business_profile: {},
    created: world.now,
    login_page: { enabled: false },
    updated: world.now,
    ...given,
    features: featuresOf(NONE, features),
  })
  world.emit('billing_portal.configuration.created', created)
  return created
}

/** The account's own configuration, as its Dashboard has it from the beginning. */
function defaultConfiguration(world: World): string {
  const known = world.store
    .idsOf('billing_portal.configuration', world.account)
    .find(id => world.find('billing_portal.configuration', id)?.is_default === true)
  return known ?? create(world, { is_default: true }, USUAL).id
}

const USUAL: Features = {
  customer_update: { allowed_updates: ['email', 'address'], enabled: true },
  invoice_history: { enabled: true },
  payment_method_update: { enabled: true },
  subscription_cancel: { enabled: true },
}

function flowOf(
  world: World,
  given: EndpointParams<'POST /v1/billing_portal/sessions'>['flow_data'],
): Given<NonNullable<ApiObjects['billing_portal.session']['flow']>> | null {
  if (given === undefined) return null
  const { after_completion: after, subscription_cancel: cancel, subscription_update: update } = given
  for (const part of [cancel, update])
    if (part !== undefined) world.get('subscription', part.subscription, 'flow_data')
  return {
    after_completion: after ?? { type: 'portal_homepage' },
    subscription_cancel: cancel && { subscription: cancel.subscription },
    subscription_update: update && { subscription: update.subscription },
    type: given.type,
  }
}

export const portalEndpoints = [
  endpoint('POST /v1/billing_portal/configurations', (world, params) =>
    create(
      world,
      {
        business_profile: {
          headline: params.business_profile?.headline,
          privacy_policy_url: params.business_profile?.privacy_policy_url,
          terms_of_service_url: params.business_profile?.terms_of_service_url,
        },
        default_return_url: params.default_return_url,
        login_page: {
          enabled: params.login_page?.enabled ?? false,
          url: params.login_page?.enabled === true ? 'https://simulator.invalid/portal/login' : null,
        },
        metadata: mergeMetadata(null, params.metadata),
        name: params.name,
      },
      params.features,
    ),
  ),
  endpoint('GET /v1/billing_portal/configurations', (world, params) =>
    listOf(world, 'billing_portal.configuration', {
      url: '/v1/billing_portal/configurations',
      page: params,
      keep: one => matches(one, { active: params.active, is_default: params.is_default }),
    }),
  ),
  endpoint('GET /v1/billing_portal/configurations/{id}', (world, _params, path) =>
    world.get('billing_portal.configuration', path['id'] ?? ''),
  ),
  endpoint('POST /v1/billing_portal/configurations/{id}', (world, params, path) => {
    const before = world.get('billing_portal.configuration', path['id'] ?? '')
    const after = world.change('billing_portal.configuration', before.id, {
      active: params.active,
      default_return_url: params.default_return_url,
      features: featuresOf(before.features, params.features),
      metadata: mergeMetadata(before.metadata, params.metadata),
      name: params.name,
      updated: world.now,
    })
    world.emitChange('billing_portal.configuration.updated', before, after)
    return after
  }),
  endpoint('POST /v1/billing_portal/sessions', (world, params) => {
    if (params.customer === undefined) throw missingParam('customer')
    const customer = world.get('customer', params.customer, 'customer')
    const configuration =
      params.configuration === undefined
        ? defaultConfiguration(world)
        : world.get('billing_portal.configuration', params.configuration, 'configuration').id
    const { active, default_return_url: back } = world.get('billing_portal.configuration', configuration)
    if (!active) throw invalidRequest('This portal configuration is not active.', { param: 'configuration' })
    const id = world.newId('bps_1')
    const session = world.create('billing_portal.session', {
      id,
      configuration,
      created: world.now,
      customer: customer.id,
      flow: flowOf(world, params.flow_data),
      locale: params.locale,
      on_behalf_of: params.on_behalf_of,
      return_url: params.return_url ?? back,
      url: `https://simulator.invalid/portal/${id}`,
    })
    world.emit('billing_portal.session.created', session)
    return session
  }),
]
