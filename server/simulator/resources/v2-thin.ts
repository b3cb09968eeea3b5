import type { ApiObjects, ThinEvent } from '../core/stripe-types.ts'
import type { World } from '../core/world.ts'

type Account = ApiObjects['account']
type Told = {
  readonly type: string
  /** Left out where the event's data says all that there is. */
  readonly about?: { readonly id: string; readonly type: string; readonly url: string }
  readonly data?: NonNullable<ThinEvent['data']>
}

/** A time as v2 writes it. */
export const isoTime = (seconds: number) => new Date(seconds * 1000).toISOString()

/** A v2 account, as its events name it. */
export const aboutAccount = (id: string) => ({ id, type: 'v2.core.account', url: `/v2/core/accounts/${id}` })

/** Tells of something in a thin event, and sends it to the destinations that listen. */
export function emitThin(world: World, { type, about, data }: Told): ThinEvent {
  const event: ThinEvent = {
    id: world.newId('evt_test_1'),
    object: 'v2.core.event',
    created: isoTime(world.now),
    ...(data === undefined ? {} : { data }),
    livemode: false,
    ...(about === undefined ? {} : { related_object: about }),
    type,
  }
  const platform = world.on(world.platform)
  platform.hide('hidden.thin_event', event)
  platform.store.link('thin_events', platform.account, event.id)
  for (const id of platform.store.linked('destinations', platform.account)) {
    const destination = platform.find('hidden.destination', id)
    if (destination?.enabled === true && destination.events.includes(type)) deliver(platform, event.id, id)
  }
  return event
}

/** Puts an event on its way to a destination. */
export function deliver(world: World, event: string, endpoint: string): void {
  const id = `${event}:${endpoint}`
  world.hide('hidden.delivery', { id, event, endpoint, attempts: 0, done: false, status: 0 })
  world.shared.outbox.push(id)
  world.store.onUndo(() => world.shared.outbox.pop())
}

/** Tells in thin events that a v2 account's requirements and capabilities changed. */
export function tellThin(world: World, before: Account, after: Account): void {
  if (world.find('hidden.v2_account', after.id) === undefined) return
  const about = aboutAccount(after.id)
  emitThin(world, { type: 'v2.core.account[requirements].updated', about })
  const [was, is] = [before.capabilities, after.capabilities]
  if (was?.transfers !== is?.transfers)
    emitThin(world, {
      type: 'v2.core.account[configuration.recipient].capability_status_updated',
      about,
      data: { updated_capability: 'stripe_balance.stripe_transfers' },
    })
  if (was?.card_payments !== is?.card_payments)
    emitThin(world, {
      type: 'v2.core.account[configuration.merchant].capability_status_updated',
      about,
      data: { updated_capability: 'card_payments' },
    })
}
