import type { Engine } from '../core/engine.ts'
import type { LoggedRequest } from '../core/request-log.ts'

/** One account as the look-inside page shows it. */
export type AccountOverview = {
  readonly id: string
  readonly platform: string | null
  readonly balances: readonly {
    readonly currency: string
    readonly available: number
    readonly pending: number
  }[]
  readonly objects: Readonly<Record<string, number>>
  /** The youngest ids of each kind. */
  readonly latest: Readonly<Record<string, readonly string[]>>
  readonly events: readonly {
    readonly id: string
    readonly type: string
    readonly created: number
    readonly pending_webhooks: number
  }[]
}

/** Everything at a glance. */
export type Overview = {
  readonly accounts: readonly AccountOverview[]
  readonly requests: readonly Pick<LoggedRequest, 'id' | 'at' | 'method' | 'url' | 'status' | 'error'>[]
}

/** What the simulator holds, account by account. */
export function overview(engine: Engine): Overview {
  const { store } = engine
  const accounts = [...store.allIds('account')].map(id => ({
    id,
    platform: store.get('hidden.owner', id)?.row.platform ?? null,
    balances: engine.balancesOf(id),
    objects: store.countsOf(id),
    latest: Object.fromEntries(
      [...store.kindsOf(id)].map(kind => [kind, store.idsOf(kind, id).slice(-3).toReversed()]),
    ),
    events: store
      .idsOf('event', id)
      .slice(-20)
      .toReversed()
      .flatMap(event => store.get('event', event)?.row ?? [])
      .map(({ id, type, created, pending_webhooks }) => ({ id, type, created, pending_webhooks })),
  }))
  const requests = engine.log
    .latest(50)
    .map(({ id, at, method, url, status, error }) => ({ id, at, method, url, status, error }))
  return { accounts, requests }
}
