import { endpoint } from '../core/endpoint.ts'
import { invalidRequest, noAccess } from '../core/errors.ts'
import { listOf } from '../core/list.ts'
import type { ApiObjects, EndpointParams, Given } from '../core/stripe-types.ts'
import { mergeMetadata, type World } from '../core/world.ts'
import { planPayoutsAnew } from '../money/payout-due.ts'
import { settingsWith } from './account-settings.ts'
import { stateOf, tellAccess, tellAccount } from './account-state.ts'
import { capabilityEndpointsFor } from './capabilities.ts'
import { addExternalAccount } from './external-accounts.ts'
import { ONBOARDED } from './onboarding.ts'

type Account = ApiObjects['account']
type Create = EndpointParams<'POST /v1/accounts'>

const CURRENCY_OF: Readonly<Record<string, string>> = {
  US: 'usd',
  GB: 'gbp',
  CA: 'cad',
  AU: 'aud',
  JP: 'jpy',
  CH: 'chf',
  SE: 'sek',
  DK: 'dkk',
  NO: 'nok',
  PL: 'pln',
  BR: 'brl',
  MX: 'mxn',
  SG: 'sgd',
  HK: 'hkd',
  NZ: 'nzd',
  IN: 'inr',
  TH: 'thb',
  CZ: 'czk',
  HU: 'huf',
  RO: 'ron',
  AE: 'aed',
  MY: 'myr',
}

/** The currency in which accounts of a country settle. */
export function currencyOf(country: string): string {
  return CURRENCY_OF[country] ?? 'eur'
}

/** Who is responsible for what, as the legacy types stand for it; without a type it is as for `standard`. */
const BY_TYPE = {
  custom: { fees: 'application_custom', losses: 'application', collects: 'application', dashboard: 'none' },
  express: { fees: 'application_express', losses: 'application', collects: 'stripe', dashboard: 'express' },
  standard: { fees: 'account', losses: 'stripe', collects: 'stripe', dashboard: 'full' },
} as const

function usualFor(type: string | undefined) {
  if (type === 'custom') return BY_TYPE.custom
  return type === 'express' ? BY_TYPE.express : BY_TYPE.standard
}

function controllerOf({ controller: asked, type }: Create): Given<NonNullable<Account['controller']>> {
  const usual = usualFor(type)
  return {
    fees: { payer: usual.fees, ...asked?.fees },
    is_controller: true,
    losses: { payments: usual.losses, ...asked?.losses },
    requirement_collection: asked?.requirement_collection ?? usual.collects,
    stripe_dashboard: { type: usual.dashboard, ...asked?.stripe_dashboard },
    type: 'application',
  }
}

/** The type that an account of a controller shows. */
function typeOf(
  params: Create,
  controller: Given<NonNullable<Account['controller']>>,
): NonNullable<Create['type']> | 'none' {
  if (params.type !== undefined) return params.type
  return controller.stripe_dashboard?.type === 'full' ? 'standard' : 'none'
}

function checkController(params: Create): void {
  if (params.controller !== undefined && params.type !== undefined)
    throw invalidRequest(
      'You may not provide the `type` parameter and `controller` parameters simultaneously. They are mutually exclusive.',
      { param: 'type' },
    )
  const { controller } = params
  const none = controller?.stripe_dashboard?.type === 'none'
  if (none && controller.requirement_collection !== 'application')
    throw invalidRequest(
      'When `controller[stripe_dashboard][type]=none`, `controller[requirement_collection]` must be `application`.',
      { param: 'controller[requirement_collection]' },
    )
}

/** Writes what was asked and given into an account and works out what it may do now. */
export function applied(
  world: World,
  before: Account,
  params: Create | EndpointParams<'POST /v1/accounts/{id}'>,
): Account {
  const requested = requestedOf(before, params.capabilities)
  const merged = mergeFacts(world.find('hidden.onboarding', before.id)?.facts ?? {}, params)
  world.hide('hidden.onboarding', { id: before.id, facts: merged })
  const { business_profile: profile, settings } = params
  return world.change('account', before.id, {
    business_profile:
      profile === undefined || before.business_profile === null
        ? undefined
        : { ...EMPTY_PROFILE, ...before.business_profile, ...nullsFor(profile) },
    business_type: params.business_type,
    ...stateOf(world, before, requested),
    email: params.email,
    metadata: mergeMetadata(before.metadata ?? {}, params.metadata),
    settings: settings && before.settings ? settingsWith(before.settings, settings) : undefined,
    tos_acceptance: termsOf(before, params.tos_acceptance),
  })
}

/** The capabilities asked for so far and now. */
function requestedOf(before: Account, asked: Create['capabilities']): string[] {
  const requested = new Set(Object.keys(before.capabilities ?? {}))
  for (const [name, wanted] of Object.entries(asked ?? {})) {
    if (wanted.requested === true) requested.add(name)
    if (wanted.requested === false) requested.delete(name)
  }
  return [...requested]
}

function termsOf(before: Account, given: Create['tos_acceptance']): Account['tos_acceptance'] | undefined {
  if (given === undefined) return undefined
  const { date, ip, service_agreement: agreement } = given
  return {
    ...before.tos_acceptance,
    ...(date === undefined ? {} : { date }),
    ...(ip === undefined ? {} : { ip }),
    ...(agreement === undefined ? {} : { service_agreement: agreement }),
  }
}

const EMPTY_PROFILE = {
  mcc: null,
  minority_owned_business_designation: null,
  name: null,
  specified_commercial_transactions_act_url: null,
  support_address: null,
  support_email: null,
  support_phone: null,
  support_url: null,
  url: null,
}

function nullsFor(profile: NonNullable<Create['business_profile']>): Partial<typeof EMPTY_PROFILE> & object {
  const known = ['mcc', 'name', 'product_description', 'support_email', 'support_phone', 'support_url', 'url']
  return Object.fromEntries(Object.entries(profile).filter(([name]) => known.includes(name)))
}

/** What the account has told about itself, as paths such as `individual.dob.day`, with the values. */
function mergeFacts(before: Readonly<Record<string, string>>, params: object): Record<string, string> {
  const facts: Record<string, string> = { ...before }
  const walk = (value: unknown, path: string) => {
    if (value === null || value === undefined) return
    if (typeof value === 'object') {
      for (const [name, inner] of Object.entries(value)) walk(inner, path === '' ? name : `${path}.${name}`)
    } else if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
      facts[path] = String(value)
  }
  const {
    capabilities: _capabilities,
    metadata: _metadata,
    controller: _controller,
    settings: _settings,
    expand: _expand,
    ...told
  } = Object.assign(
    { capabilities: null, metadata: null, controller: null, settings: null, expand: null },
    params,
  )
  walk(told, '')
  return facts
}

/** A platform's connected account, or itself. */
export function accountFor(world: World, id: string): Account {
  const account = world.store.get('account', id)?.row
  if (account === undefined || (id !== world.account && !world.owns(id))) throw noAccess(id)
  return account
}

/** The names of countries, and what the code for an unknown one is called. */
const PLACES = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })
const UNKNOWN = PLACES.of('ZZ')

/** Makes a connected account. */
export function createAccount(world: World, params: Create): Account {
  checkController(params)
  const country = params.country ?? 'US'
  if (!/^[A-Z]{2}$/.test(country) || [undefined, UNKNOWN].includes(PLACES.of(country)))
    throw invalidRequest(
      `Country '${country}' is unknown. Try using a 2-character alphanumeric country code instead, such as 'US', 'EG', or 'GB'.`,
      { code: 'country_code_invalid', param: 'country' },
    )
  const controller = controllerOf(params)
  const bare = params.type === undefined && params.controller === undefined
  const created = world.create('account', {
    business_profile: EMPTY_PROFILE,
    business_type: params.business_type,
    capabilities: bare || params.type === 'standard' ? { transfers: 'inactive' } : {},
    controller,
    country,
    created: world.now,
    default_currency: params.default_currency ?? currencyOf(country),
    email: params.email,
    external_accounts: { object: 'list', data: [], has_more: false, url: '' },
    metadata: {},
    settings: {
      payouts: {
        debit_negative_balances: controller.requirement_collection === 'stripe',
        schedule: { delay_days: 2, interval: 'daily' },
      },
    },
    tos_acceptance: {},
    type: typeOf(params, controller),
  })
  world.hide('hidden.owner', { id: created.id, platform: world.platform })
  if (bare) world.hide('hidden.onboarding', { id: created.id, facts: { [ONBOARDED]: 'true' } })
  const own = world.on(created.id)
  const account = applied(
    world,
    world.change('account', created.id, {
      external_accounts: {
        object: 'list',
        data: [],
        has_more: false,
        url: `/v1/accounts/${created.id}/external_accounts`,
      },
    }),
    params,
  )
  if (params.external_account !== undefined) addExternalAccount(world, account, params.external_account)
  own.emit('account.updated', account, { details_submitted: false })
  return world.get('account', created.id)
}

export const accountEndpoints = [
  endpoint('POST /v1/accounts', createAccount),
  endpoint('GET /v1/accounts', (world, params) =>
    listOf(world, 'account', {
      url: '/v1/accounts',
      page: params,
      keep: account => world.owns(account.id),
    }),
  ),
  endpoint('GET /v1/account', world => accountFor(world, world.account)),
  endpoint('GET /v1/accounts/{id}', (world, _params, path) => accountFor(world, path['id'] ?? '')),
  endpoint('POST /v1/accounts/{id}', (world, params, path) => {
    const before = accountFor(world, path['id'] ?? '')
    if (params.external_account !== undefined && params.external_account !== null)
      addExternalAccount(world, before, params.external_account)
    const after = applied(world, world.get('account', before.id), params)
    tellAccount(world, before, after)
    if (params.settings?.payouts !== undefined) planPayoutsAnew(world.on(before.id))
    return after
  }),
  endpoint('DELETE /v1/accounts/{id}', (world, _params, path) => {
    const { id } = accountFor(world, path['id'] ?? '')
    if (id === world.platform) throw invalidRequest('You cannot delete your own account through the API.')
    tellAccess(world, id, 'deauthorized')
    world.store.remove('account', id)
    return { id, object: 'account', deleted: true }
  }),
  ...capabilityEndpointsFor(accountFor, (world, account, capabilities) =>
    applied(world, account, { capabilities }),
  ),
]
