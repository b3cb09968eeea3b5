import { present } from '../core/present.ts'
import type { ApiObjects, EndpointParams } from '../core/stripe-types.ts'
import { type Changes, mergeMetadata, type World } from '../core/world.ts'
import { changeSubscription } from '../resources/subscription-status.ts'
import { isPlaceKnown, switchTaxOff } from '../tax/give-up.ts'
import { boughtIn } from './bought.ts'
import { createDiscounts, dropDiscounts } from './discounts.ts'
import { endOnDate } from './end-on-date.ts'
import { endSchedule, isLive } from './end-schedule.ts'
import { addExtras } from './extras.ts'
import { discountsAsked, extrasAsked, idsOf } from './phase-items.ts'
import type { Phase } from './schedule-phases.ts'
import { scheduleRenewal } from './schedule-renewal.ts'
import { subscribe } from './subscribe.ts'
import { moveTrial } from './trials.ts'
import type { ItemChange } from './update-items.ts'
import { changeItems } from './update-subscription.ts'

type Schedule = ApiObjects['subscription_schedule']
type Subscription = ApiObjects['subscription']

/** Days before its end at which a schedule says that it is about to end. */
const EXPIRING = 7 * 86_400

/** Does what a schedule's time has come for: it begins, goes to its next phase, or ends. */
export function advanceSchedule(world: World, id: string): void {
  for (;;) {
    const schedule = world.find('subscription_schedule', id)
    if (schedule === undefined || !isLive(schedule)) return
    const now = world.timeOn(schedule.test_clock)
    const { current_phase: current, phases } = schedule
    const [first] = phases
    if (current === null) {
      if (first === undefined || first.start_date > now) return
      begin(world, schedule, first)
    } else if (current.end_date > now) return
    else {
      const next = phases.find(phase => phase.start_date >= current.end_date)
      if (next === undefined) complete(world, schedule)
      else enterPhase(world, schedule, next)
    }
  }
}

/** Advances the schedule that a subscription follows, before the subscription itself renews at the same time. */
export function followSchedule(world: World, subscription: string): void {
  const schedule = world.find('subscription', subscription)?.schedule
  if (schedule !== null && schedule !== undefined) advanceSchedule(world, schedule)
}

/** Has a schedule go on when its phase ends, or begin when its first one does. */
export function planSchedule(
  world: World,
  { id, current_phase: current, phases, test_clock: clock }: Schedule,
): void {
  world.unschedule(clock, id)
  const at = current?.end_date ?? phases[0]?.start_date
  if (at !== undefined) world.schedule({ at, clock, action: 'schedule.advance', target: id })
  const end = phases.at(-1)?.end_date ?? 0
  if (current !== null && end - EXPIRING > world.timeOn(clock))
    world.schedule({ at: end - EXPIRING, clock, action: 'schedule.expiring', target: id })
}

/** Tells that a schedule is about to end. */
export function scheduleExpires(world: World, id: string): void {
  const schedule = world.find('subscription_schedule', id)
  if (schedule?.status === 'active') world.emit('subscription_schedule.expiring', schedule)
}

/** The phase's own setting, else the schedule's. */
const settingOf = <K extends keyof Phase & keyof Schedule['default_settings']>(
  schedule: Schedule,
  phase: Phase,
  name: K,
) => phase[name] ?? schedule.default_settings[name]

function termsOf(schedule: Schedule, phase: Phase) {
  const due = (phase.invoice_settings ?? schedule.default_settings.invoice_settings).days_until_due
  const collection = settingOf(schedule, phase, 'collection_method')
  return {
    collection_method: collection ?? undefined,
    days_until_due: collection === 'send_invoice' ? (due ?? undefined) : undefined,
    default_payment_method: settingOf(schedule, phase, 'default_payment_method') ?? undefined,
    description: settingOf(schedule, phase, 'description') ?? undefined,
    on_behalf_of: settingOf(schedule, phase, 'on_behalf_of') ?? undefined,
    application_fee_percent: settingOf(schedule, phase, 'application_fee_percent') ?? undefined,
  }
}

/** What a phase, else its schedule, has written on the invoices of its subscription. */
function invoicesOf({ default_settings: usual }: Schedule, phase: Phase): Subscription['invoice_settings'] {
  const { account_tax_ids, custom_fields, description, footer, issuer } =
    phase.invoice_settings ?? usual.invoice_settings
  return {
    account_tax_ids,
    custom_fields,
    description,
    footer,
    issuer: issuer ?? usual.invoice_settings.issuer,
  }
}

/** When the subscription is to end by itself: with the last phase, when the schedule says so. */
const cancelAt = ({ end_behavior: end, phases }: Schedule, phase: Phase): number | null =>
  end === 'cancel' && phases.at(-1)?.end_date === phase.end_date ? phase.end_date : null

function begin(world: World, schedule: Schedule, phase: Phase): void {
  const terms = firstTerms(world, schedule, phase)
  const lost = terms.automatic_tax?.enabled === true && losesTax(world, schedule)
  const asked = lost ? { ...terms, automatic_tax: { enabled: false } } : terms
  const subscription = subscribe(world, asked, schedule.id)
  const stops = cancelAt(schedule, phase)
  if (stops !== null)
    scheduleRenewal(world, changeSubscription(world, subscription.id, stopping(world, subscription, stops)))
  move(world, schedule, { phase, subscription: subscription.id })
  if (lost) switchTaxOff(world, subscription.id)
}

/** Nobody who could name the customer's place is asking: the subscription begins all the same. */
const losesTax = (world: World, { customer }: Schedule): boolean =>
  world.byItself && !isPlaceKnown(world, customer)

function firstTerms(
  world: World,
  schedule: Schedule,
  phase: Phase,
): EndpointParams<'POST /v1/subscriptions'> {
  const { created, billing_mode: mode } = schedule
  const written = invoicesOf(schedule, phase)
  const data = settingOf(schedule, phase, 'transfer_data')
  return present({
    ...termsOf(schedule, phase),
    customer: schedule.customer,
    currency: phase.currency,
    items: phase.items.map(({ discounts, price, quantity, metadata, tax_rates: rates }) =>
      present({
        discounts: discountsAsked(world, discounts),
        price,
        quantity,
        metadata: metadata ?? undefined,
        tax_rates: idsOf(rates),
      }),
    ),
    add_invoice_items: extrasAsked(world, phase),
    automatic_tax: automaticAsked(settingOf(schedule, phase, 'automatic_tax')),
    default_tax_rates: idsOf(phase.default_tax_rates),
    backdate_start_date: phase.start_date < created ? phase.start_date : undefined,
    billing_mode: present({
      type: mode.type,
      flexible: mode.flexible === null ? undefined : mode.flexible,
    }),
    discounts: discountsAsked(world, phase.discounts),
    invoice_settings: present({
      ...written,
      description: written.description ?? undefined,
      footer: written.footer ?? undefined,
    }),
    metadata: phase.metadata ?? undefined,
    proration_behavior: phase.proration_behavior,
    transfer_data: data === null ? undefined : dataAsked(data),
    trial_end: phase.trial_end ?? undefined,
  })
}

const automaticAsked = (tax: Phase['automatic_tax']) => ({
  enabled: tax?.enabled ?? false,
  ...(tax?.liability ? { liability: tax.liability } : {}),
})

const dataAsked = ({ amount_percent: percent, destination }: NonNullable<Phase['transfer_data']>) =>
  present({ amount_percent: percent ?? undefined, destination })

function stopping(world: World, { test_clock: clock }: Subscription, at: number): Partial<Subscription> {
  return { cancel_at: at, canceled_at: world.timeOn(clock) }
}

type Entered = { readonly phase: Phase; readonly subscription: string }

/** Says in the schedule which phase is the current one. */
function move(world: World, schedule: Schedule, { phase, subscription }: Entered): void {
  const { start_date, end_date } = phase
  const after = world.change('subscription_schedule', schedule.id, {
    current_phase: { start_date, end_date },
    status: 'active',
    subscription,
  })
  planSchedule(world, after)
  world.emitChange('subscription_schedule.updated', schedule, after)
}

function enterPhase(world: World, schedule: Schedule, phase: Phase): void {
  const { subscription: id } = schedule
  if (id === null) return
  move(world, schedule, { phase, subscription: id })
  addExtras(world, world.get('subscription', id), extrasAsked(world, phase))
  applyPhase(world, schedule, { phase, behavior: phase.proration_behavior })
}

/** Makes a schedule's subscription what a phase says. */
export function applyPhase(
  world: World,
  schedule: Schedule,
  { phase, behavior }: { readonly phase: Phase; readonly behavior: Phase['proration_behavior'] },
): void {
  const before = world.get('subscription', schedule.subscription ?? '')
  const stops = cancelAt(schedule, phase)
  const data = settingOf(schedule, phase, 'transfer_data')
  const after = changeSubscription(world, before.id, {
    ...termsOf(schedule, phase),
    ...taxesOf(schedule, phase),
    invoice_settings: invoicesOf(schedule, phase),
    discounts: discountsOf(world, before, phase),
    metadata: mergeMetadata(before.metadata, phase.metadata),
    transfer_data: data,
    ...(stops === null ? { cancel_at: null, canceled_at: null } : stopping(world, before, stops)),
  })
  if (phase.trial_end !== null && phase.trial_end > world.timeOn(before.test_clock))
    moveTrial(world, after, { end: phase.trial_end, behavior })
  changeItems(world, world.get('subscription', before.id), {
    items: changesTo(world, after, phase),
    behavior,
    ...(settingOf(schedule, phase, 'billing_cycle_anchor') === 'phase_start' &&
    phase.start_date > before.start_date &&
    phase.trial_end === null
      ? { anchor: 'now' }
      : {}),
  })
}

/** How a phase has its subscription taxed; rates that it does not name stay as they are. */
function taxesOf(schedule: Schedule, phase: Phase): Changes<Subscription> {
  const { default_tax_rates: rates } = phase
  return {
    automatic_tax: settingOf(schedule, phase, 'automatic_tax'),
    default_tax_rates: rates && rates.length > 0 ? rates : undefined,
  }
}

function discountsOf(world: World, before: Subscription, phase: Phase): readonly string[] {
  const { customer, id: subscription, currency } = before
  const start = world.timeOn(before.test_clock)
  const items = phase.items.map(item => ({ ...item, price: world.get('price', item.price) }))
  const bought = boughtIn(world, items, currency)
  const asked = discountsAsked(world, phase.discounts, before.discounts)
  const after = createDiscounts(world, asked, { customer, subscription, currency, start, bought })
  dropDiscounts(world, before.discounts, after)
  return after
}

/** What has to change so that a subscription has a phase's items. */
function changesTo(world: World, { items }: Subscription, phase: Phase): readonly ItemChange[] {
  const wanted = new Map(phase.items.map(item => [item.price, item]))
  const kept = new Map(items.data.map(item => [item.price.id, item]))
  const asked = phase.items.map(({ discounts, price, quantity, metadata, tax_rates: rates }) => {
    const before = kept.get(price)
    const off = discountsAsked(world, discounts, before?.discounts)
    return {
      ...present({
        id: before?.id,
        price: before === undefined ? price : undefined,
        quantity,
        metadata,
        tax_rates: rates?.map(({ id }) => id),
      }),
      discounts: off.length === 0 ? null : off,
    }
  })
  const gone = items.data.filter(item => !wanted.has(item.price.id))
  return [...asked, ...gone.map(({ id }) => ({ id, deleted: true }))]
}

/** The last phase is over: the subscription goes on by itself, or ends. */
function complete(world: World, schedule: Schedule): void {
  const { subscription: id, end_behavior: end } = schedule
  if (end !== 'cancel') {
    endSchedule(world, schedule.id, 'released')
    return
  }
  endSchedule(world, schedule.id, 'completed')
  if (id !== null) endOnDate(world, id)
}
