import type { ApiObjects } from '../core/stripe-types.ts'
import type { World } from '../core/world.ts'

type Settings = NonNullable<ApiObjects['account']['settings']>
type Schedule = NonNullable<Settings['payouts']>['schedule']

const DAY = 86_400
const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']
/** Longer than any wait for a day of a month. */
const SEARCHED_DAYS = 62

/** The first midnight (UTC) after a time at which a schedule pays out; undefined when it never does. */
export function nextPayoutAt(schedule: Schedule, after: number): number | undefined {
  if (schedule.interval === 'manual') return undefined
  const first = (Math.floor(after / DAY) + 1) * DAY
  for (let day = 0; day < SEARCHED_DAYS; day += 1) {
    const at = first + day * DAY
    if (paysOn(schedule, new Date(at * 1000))) return at
  }
  return undefined
}

function paysOn(schedule: Schedule, day: Date): boolean {
  if (schedule.interval === 'weekly') {
    const wanted: readonly string[] = schedule.weekly_payout_days ?? ['monday']
    return wanted.includes(WEEKDAYS[day.getUTCDay()] ?? '')
  }
  if (schedule.interval !== 'monthly') return true
  const last = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 0)).getUTCDate()
  return (schedule.monthly_payout_days ?? [1]).some(wanted => Math.min(wanted, last) === day.getUTCDate())
}

type Bank = NonNullable<ApiObjects['account']['external_accounts']>['data'][number]

/** Whether a bank account has not sent a payout back since it was given. */
export const isTrusted = (bank: Bank) => bank.object !== 'bank_account' || bank.status !== 'errored'

/** Whether an account's balance goes to its bank by itself. */
export function paysByItself(account: ApiObjects['account'] | undefined): boolean {
  const { interval = 'manual' } = account?.settings?.payouts?.schedule ?? {}
  return (
    interval !== 'manual' &&
    account?.payouts_enabled === true &&
    (account.external_accounts?.data ?? []).some(isTrusted)
  )
}

/** Has the account's schedule look at its balance on the next day that it pays out, unless that is planned. */
export function expectPayout(world: World): void {
  const account = world.store.get('account', world.account)?.row
  const schedule = account?.settings?.payouts?.schedule
  if (schedule === undefined || !paysByItself(account)) return
  if (world.store.linked('payout.due', world.account).length > 0) return
  const at = nextPayoutAt(schedule, world.now)
  if (at === undefined) return
  world.store.link('payout.due', world.account, 'due')
  world.schedule({ at, clock: null, action: 'payout.due', target: world.account })
}

/** Takes back what a schedule had planned, since it is another one now, and plans anew. */
export function planPayoutsAnew(world: World): void {
  if (world.store.linked('payout.due', world.account).length > 0) {
    world.unschedule(null, world.account, 'payout.due')
    world.store.unlink('payout.due', world.account, 'due')
  }
  expectPayout(world)
}
