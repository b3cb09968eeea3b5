import { endpoint } from '../core/endpoint.ts'
import { invalidRequest, noSuch } from '../core/errors.ts'
import type { ApiObjects, EndpointParams, HiddenObjects } from '../core/stripe-types.ts'
import { mergeMetadata, type World } from '../core/world.ts'
import { accountFor, applied, createAccount } from './accounts.ts'
import { pageOfIds } from './v2-page.ts'
import { aboutAccount, emitThin, isoTime } from './v2-thin.ts'

type Account = ApiObjects['account']
type Create = EndpointParams<'POST /v2/core/accounts'>
type Update = EndpointParams<'POST /v2/core/accounts/{id}'>
type Own = HiddenObjects['hidden.v2_account']

type Capabilities = NonNullable<EndpointParams<'POST /v1/accounts'>['capabilities']>
type Wish = { readonly requested?: boolean | undefined } | undefined
/** What is asked for when an account is made and when it is changed. */
type Asked = {
  readonly configuration?: {
    readonly customer?: unknown
    readonly merchant?: { readonly capabilities?: { readonly card_payments?: Wish } }
    readonly recipient?: {
      readonly capabilities?: { readonly stripe_balance?: { readonly stripe_transfers?: Wish } }
    }
  }
}

/** What the v1 side calls the capabilities that v2 asks for. */
function capabilitiesOf({ configuration }: Asked): Capabilities {
  const wants = configuration?.recipient?.capabilities?.stripe_balance?.stripe_transfers?.requested
  const sells = configuration?.merchant?.capabilities?.card_payments?.requested
  return {
    ...(wants === undefined ? {} : { transfers: { requested: wants } }),
    ...(sells === undefined ? {} : { card_payments: { requested: sells } }),
  }
}

function controllerOf(params: Create): NonNullable<EndpointParams<'POST /v1/accounts'>['controller']> {
  const dashboard = params.dashboard ?? 'none'
  const { fees_collector: fees, losses_collector: losses } = params.defaults?.responsibilities ?? {}
  return {
    fees: { payer: fees === 'stripe' ? 'account' : 'application' },
    losses: { payments: losses ?? 'application' },
    requirement_collection: dashboard === 'none' ? 'application' : 'stripe',
    stripe_dashboard: { type: dashboard },
  }
}

function appliedOf(before: Own['applied'], { configuration }: Asked): Own['applied'] {
  const named = (['customer', 'merchant', 'recipient'] as const).filter(
    name => configuration?.[name] !== undefined,
  )
  return [...new Set([...before, ...named])].toSorted()
}

function create(world: World, params: Create): Account {
  if (params.configuration?.recipient !== undefined && params.identity?.country === undefined)
    throw invalidRequest('identity.country is required for this configuration.', {
      code: 'parameter_missing',
      param: 'identity.country',
    })
  const { contact_email: email, metadata, identity } = params
  const account = createAccount(world, {
    country: (identity?.country ?? 'us').toUpperCase(),
    controller: controllerOf(params),
    capabilities: capabilitiesOf(params),
    ...(email === undefined ? {} : { email }),
    ...(identity?.entity_type === undefined ? {} : { business_type: identity.entity_type }),
    ...(metadata === undefined ? {} : { metadata }),
  })
  world.hide('hidden.v2_account', { id: account.id, ...saidOf(params) })
  emitThin(world, { type: 'v2.core.account.created', about: aboutAccount(account.id) })
  return account
}

/** What only v2 keeps of what an account was made with. */
function saidOf(params: Create): Omit<Own, 'id'> {
  return {
    applied: appliedOf([], params),
    closed: false,
    contactPhone: params.contact_phone ?? null,
    currency: params.defaults?.currency ?? null,
    dashboard: params.dashboard ?? 'none',
    displayName: params.display_name ?? null,
    entityType: params.identity?.entity_type ?? null,
    registeredName: params.identity?.business_details?.registered_name ?? null,
  }
}

function ownOf(world: World, id: string): Own {
  const own = world.find('hidden.v2_account', id)
  if (own === undefined) throw noSuch('account', id)
  return own
}

const statusOf = (status: string | undefined) => ({
  status: status === 'active' ? 'active' : 'restricted',
  status_details: status === 'active' ? [] : [{ code: 'requirements_past_due', resolution: 'provide_info' }],
})

function configurationOf(account: Account, own: Own, include: readonly string[]): object {
  const wants = (name: Own['applied'][number]) =>
    include.includes(`configuration.${name}`) && own.applied.includes(name)
  const { transfers, card_payments: cards } = account.capabilities ?? {}
  return {
    ...(wants('customer') ? { customer: { applied: true } } : {}),
    ...(wants('merchant')
      ? {
          merchant: {
            applied: true,
            capabilities: cards === undefined ? {} : { card_payments: statusOf(cards) },
          },
        }
      : {}),
    ...(wants('recipient')
      ? {
          recipient: {
            applied: true,
            capabilities:
              transfers === undefined ? {} : { stripe_balance: { stripe_transfers: statusOf(transfers) } },
          },
        }
      : {}),
  }
}

function requirementsOf(account: Account, own: Own): object {
  const due = account.requirements?.currently_due ?? []
  const [configuration] = own.applied.filter(name => name !== 'customer')
  const capability = configuration === 'merchant' ? 'card_payments' : 'stripe_balance.stripe_transfers'
  const entries = due.map(description => ({
    awaiting_action_from: 'user',
    description,
    errors: [],
    impact: {
      restricts_capabilities:
        configuration === undefined ? [] : [{ capability, configuration, deadline: { status: 'past_due' } }],
    },
    minimum_deadline: { status: 'past_due' },
    requested_reasons: [{ code: 'routine_onboarding' }],
  }))
  return { entries, ...(due.length === 0 ? {} : { summary: { minimum_deadline: { status: 'past_due' } } }) }
}

/** An account as v2 shows it; what is not asked for with `include` is left out. */
function viewOf(world: World, account: Account, include: readonly string[] = []): object {
  const own = ownOf(world, account.id)
  return {
    id: account.id,
    object: 'v2.core.account',
    applied_configurations: own.applied,
    closed: own.closed,
    configuration: include.some(name => name.startsWith('configuration.'))
      ? configurationOf(account, own, include)
      : undefined,
    contact_email: account.email ?? undefined,
    contact_phone: own.contactPhone ?? undefined,
    created: isoTime(account.created ?? 0),
    dashboard: own.dashboard,
    defaults: include.includes('defaults') ? defaultsOf(account, own) : undefined,
    display_name: own.displayName ?? undefined,
    identity: include.includes('identity') ? identityOf(account, own) : undefined,
    livemode: false,
    metadata: account.metadata,
    requirements: include.includes('requirements') ? requirementsOf(account, own) : undefined,
  }
}

function defaultsOf({ controller, default_currency: usual }: Account, { currency }: Own): object {
  return {
    currency: currency ?? usual,
    responsibilities: {
      fees_collector: controller?.fees?.payer === 'account' ? 'stripe' : 'application',
      losses_collector: controller?.losses?.payments ?? 'application',
      requirements_collector: controller?.requirement_collection ?? 'stripe',
    },
  }
}

function identityOf({ country }: Account, { entityType, registeredName }: Own): object {
  return {
    business_details: registeredName === null ? undefined : { registered_name: registeredName },
    country: country?.toLowerCase(),
    entity_type: entityType ?? undefined,
  }
}

function update(world: World, id: string, params: Update): Account {
  const own = ownOf(world, id)
  const before = accountFor(world, id)
  const { metadata, contact_email: email } = params
  applied(world, before, {
    capabilities: capabilitiesOf(params),
    ...(email === undefined || email === null ? {} : { email }),
  })
  if (metadata !== undefined)
    world.change('account', id, { metadata: mergeMetadata(before.metadata ?? null, metadata) })
  world.hide('hidden.v2_account', {
    ...own,
    applied: appliedOf(own.applied, params),
    ...(params.display_name ? { displayName: params.display_name } : {}),
  })
  emitThin(world, { type: 'v2.core.account.updated', about: aboutAccount(id) })
  return world.get('account', id)
}

/** How long an account link can be followed. */
const LINK_SECONDS = 300

/** Tells that somebody has come back from an account's link, if one is still good. */
export function returnFromLink(world: World, id: string): void {
  const link = world.find('hidden.account_link', id)
  if (link === undefined || link.expires < world.now) return
  world.store.remove('hidden.account_link', id)
  const { applied } = ownOf(world, id)
  emitThin(world, {
    type: 'v2.core.account_link.returned',
    data: { account_id: id, configurations: applied, use_case: link.useCase },
  })
}

export const v2AccountEndpoints = [
  endpoint('POST /v2/core/accounts', (world, params) => viewOf(world, create(world, params), params.include)),
  endpoint('GET /v2/core/accounts', (world, params) => {
    const ids = world.store.idsOf('account', world.account).toReversed()
    const known = ids.filter(id => world.owns(id)).flatMap(id => world.find('hidden.v2_account', id) ?? [])
    const wanted = known.filter(
      own =>
        own.closed === (params.closed ?? false) &&
        (params.applied_configurations ?? []).every(name => own.applied.includes(name)),
    )
    const page = pageOfIds(
      wanted.map(({ id }) => id),
      params,
      { url: '/v2/core/accounts', usual: 20 },
    )
    return { ...page, data: page.data.map(id => viewOf(world, world.get('account', id))) }
  }),
  endpoint('GET /v2/core/accounts/{id}', (world, params, path) =>
    viewOf(world, accountFor(world, path['id'] ?? ''), params.include),
  ),
  endpoint('POST /v2/core/accounts/{id}', (world, params, path) =>
    viewOf(world, update(world, path['id'] ?? '', params), params.include),
  ),
  endpoint('POST /v2/core/accounts/{id}/close', (world, params, path) => {
    const id = path['id'] ?? ''
    const own = ownOf(world, id)
    const named = params.applied_configurations ?? own.applied
    if (named.length !== own.applied.length)
      throw invalidRequest('Every configuration of an account is closed with it.', {
        param: 'applied_configurations',
      })
    world.hide('hidden.v2_account', { ...own, closed: true })
    return viewOf(world, accountFor(world, id))
  }),
  endpoint('POST /v2/core/account_links', (world, params) => {
    const { id } = ownOf(world, params.account)
    const { type, account_onboarding: onboarding, account_update: change } = params.use_case
    const asked = onboarding ?? change
    if (asked === undefined)
      throw invalidRequest(`use_case.${type} is required.`, {
        code: 'parameter_missing',
        param: `use_case.${type}`,
      })
    const back = {
      refresh_url: asked.refresh_url,
      ...(asked.return_url ? { return_url: asked.return_url } : {}),
    }
    const expires = world.now + LINK_SECONDS
    world.hide('hidden.account_link', { id, useCase: type, expires })
    return {
      object: 'v2.core.account_link',
      account: id,
      created: isoTime(world.now),
      expires_at: isoTime(expires),
      livemode: false,
      url: `https://simulator.invalid/${type}/${id}`,
      use_case: {
        type,
        [type]: {
          ...back,
          ...(asked.collection_options ? { collection_options: asked.collection_options } : {}),
        },
      },
    }
  }),
]
