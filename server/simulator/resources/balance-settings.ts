import { LIMITS } from '#shared/facts/limits.ts'
import { endpoint } from '../core/endpoint.ts'
import { invalidRequest, unsupported } from '../core/errors.ts'
import type { ApiObjects, EndpointParams, HiddenObjects } from '../core/stripe-types.ts'
import type { World } from '../core/world.ts'
import { planPayoutsAnew } from '../money/payout-due.ts'
import { given, scheduleWith } from './payout-schedule.ts'

type Settings = NonNullable<ApiObjects['account']['settings']>
type Payouts = NonNullable<Settings['payouts']>
type Payments = NonNullable<EndpointParams<'POST /v1/balance_settings'>['payments']>

/** Days until a charge's money is available, unless an account waits longer. */
export const DELAY_DAYS = 2

function payoutsOf(world: World): { readonly settings: Settings; readonly payouts: Payouts } {
  const settings = world.store.get('account', world.account)?.row.settings
  if (settings?.payouts === undefined) throw unsupported('balance settings of this account')
  return { settings, payouts: settings.payouts }
}

/** What an account's payouts are set to. */
function settingsOf(world: World, payouts: Payouts): ApiObjects['balance_settings'] {
  const { delay_days: delay, ...schedule } = payouts.schedule
  const own = world.find('hidden.balance_settings', world.account)
  const enabled = world.store.get('account', world.account)?.row.payouts_enabled === true
  return {
    object: 'balance_settings',
    payments: {
      debit_negative_balances: payouts.debit_negative_balances,
      payouts: {
        automatic_transfer_rules_by_currency: null,
        minimum_balance_by_currency: own?.minimum ?? null,
        schedule,
        statement_descriptor: payouts.statement_descriptor,
        status: enabled ? 'enabled' : 'disabled',
      },
      settlement_timing: {
        delay_days: delay,
        ...(own?.overridden === true ? { delay_days_override: delay } : {}),
        start_of_day: null,
      },
    },
  }
}

/** How long money waits, as it was asked for; null is as long as usual. */
function delayWith(before: number, asked: number | null | undefined): number {
  if (asked === undefined) return before
  const days = asked ?? DELAY_DAYS
  if (days < 0 || days > LIMITS.payoutDelayDays)
    throw invalidRequest(`delay_days_override must be between 0 and ${LIMITS.payoutDelayDays}.`, {
      param: 'payments[settlement_timing][delay_days_override]',
    })
  return days
}

function keepOwn(world: World, payments: Payments): void {
  const before = world.find('hidden.balance_settings', world.account)
  const asked = payments.payouts?.minimum_balance_by_currency
  const delay = payments.settlement_timing?.delay_days_override
  const after: HiddenObjects['hidden.balance_settings'] = {
    id: world.account,
    minimum: asked === undefined ? (before?.minimum ?? null) : minimumWith(before?.minimum ?? {}, asked),
    overridden: delay === undefined ? (before?.overridden ?? false) : delay !== null,
  }
  world.hide('hidden.balance_settings', after)
}

function minimumWith(
  before: Readonly<Record<string, number>>,
  asked: Readonly<Record<string, number | null>> | null,
): Readonly<Record<string, number>> | null {
  const merged = Object.entries({ ...before, ...asked }).flatMap(([currency, amount]) =>
    amount === null ? [] : [[currency, amount] as const],
  )
  return asked === null || merged.length === 0 ? null : Object.fromEntries(merged)
}

export const balanceSettingsEndpoints = [
  endpoint('GET /v1/balance_settings', world => settingsOf(world, payoutsOf(world).payouts)),
  endpoint('POST /v1/balance_settings', (world, { payments = {} }) => {
    const { settings, payouts: before } = payoutsOf(world)
    const schedule = scheduleWith(
      before.schedule,
      payments.payouts?.schedule ?? {},
      'payments[payouts][schedule]',
    )
    const delay = delayWith(before.schedule.delay_days, payments.settlement_timing?.delay_days_override)
    const payouts: Payouts = {
      ...before,
      ...given({
        debit_negative_balances: payments.debit_negative_balances,
        statement_descriptor: payments.payouts?.statement_descriptor,
      }),
      schedule: { ...schedule, delay_days: delay },
    }
    keepOwn(world, payments)
    world.change('account', world.account, { settings: { ...settings, payouts } })
    planPayoutsAnew(world)
    const after = settingsOf(world, payouts)
    world.emit('balance_settings.updated', after)
    return after
  }),
]
