import { moveTime } from '../core/imagine.ts'
import { present } from '../core/present.ts'
import type { ApiObjects, EndpointParams } from '../core/stripe-types.ts'
import type { World } from '../core/world.ts'
import { createSchedule, liveSchedule, updateSchedule } from '../resources/subscription-schedules.ts'
import { addPreviewItems } from './preview-items.ts'
import { latestOf, upcoming } from './preview-next.ts'
import { advanceSchedule } from './schedules.ts'

type Invoice = ApiObjects['invoice']
type Schedule = ApiObjects['subscription_schedule']
type Preview = EndpointParams<'POST /v1/invoices/create_preview'>

/** The next invoice of a schedule as it would be when made or changed. */
export function ofSchedule(world: World, params: Preview, owner: string | undefined): Invoice {
  const { schedule: id, schedule_details: details, automatic_tax: tax } = params
  const { phases } = details ?? {}
  const asked = present({
    default_settings: tax && { automatic_tax: tax },
    end_behavior: details?.end_behavior,
    phases,
    proration_behavior: details?.proration_behavior,
  })
  addItems(world, params, owner)
  if (id === undefined) {
    const start = phases?.[0]?.start_date ?? 'now'
    const mode = details?.billing_mode
    const made = { ...asked, customer: owner, start_date: start, billing_mode: mode }
    return firstOf(world, createSchedule(world, present(made)))
  }
  const before = liveSchedule(world, id, 'preview')
  if (before.subscription === null) return firstOf(world, updateSchedule(world, before, asked))
  const { latest_invoice: latest } = world.get('subscription', before.subscription)
  updateSchedule(world, before, asked)
  const after = world.get('subscription', before.subscription)
  return after.latest_invoice === latest ? upcoming(world, after.id) : latestOf(world, after)
}

function addItems(world: World, params: Preview, owner: string | undefined): void {
  const { schedule: id, invoice_items: items = [], currency } = params
  if (owner === undefined) return
  const { subscription } = id === undefined ? {} : liveSchedule(world, id, 'preview')
  const customer = world.get('customer', owner)
  addPreviewItems(world, items, { customer, currency, ...(subscription ? { subscription } : {}) })
}

/** What a schedule bills when it begins. */
function firstOf(world: World, { id, phases, test_clock: clock }: Schedule): Invoice {
  moveTime(world, clock, phases[0]?.start_date ?? 0)
  advanceSchedule(world, id)
  const { subscription } = world.get('subscription_schedule', id)
  return latestOf(world, world.get('subscription', subscription ?? ''))
}
