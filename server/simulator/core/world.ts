import { API_VERSION } from '#shared/facts/api-version.ts'
import type { Funds } from '../money/funds.ts'
import { changedParts } from './changed-parts.ts'
import { complete } from './complete.ts'
import { copyOf } from './copy.ts'
import { invalidRequest, noSuch } from './errors.ts'
import { PREFIXES, WORDS } from './names.ts'
import type { Random } from './random.ts'
import type { Store } from './store.ts'
import type { ApiKind, ApiObjects, Given, Kind, Rows, StoredEvent } from './stripe-types.ts'
import { isChecked } from './trust.ts'

type Timer = Rows['hidden.timer']

/** What every account of one simulator shares. */
export type Shared = {
  readonly store: Store
  readonly random: Random
  readonly funds: Funds
  /** Ids of deliveries in the order they came up. */
  readonly outbox: string[]
  /** Wall-clock time of the request or timer at work, in seconds. */
  now: number
  /** Where the simulator's own pages are. */
  base: string
  /** Whether what a journal tells is being done again: it was accepted before. */
  replaying: boolean
  /** Whether what is done is only to be seen what it comes to: nobody is told of it. */
  imagining: boolean
  /** The request at work: its id and idempotency key, null for what time brings. */
  request: { readonly id: string | null; readonly idempotency_key: string | null }
}

/** One account's view of the state: finds, makes and changes its objects and tells about it in events. */
export class World {
  readonly shared: Shared
  readonly account: string
  readonly platform: string

  constructor(shared: Shared, account: string, platform: string) {
    this.shared = shared
    this.account = account
    this.platform = platform
  }

  get store(): Store {
    return this.shared.store
  }

  /** Whether time brings what happens now, and no request that could be refused. */
  get byItself(): boolean {
    return this.shared.request.id === null
  }

  /** Wall-clock time in seconds. */
  get now(): number {
    return this.shared.now
  }

  /** The same state seen by another account of the same platform. */
  on(account: string): World {
    return account === this.account ? this : new World(this.shared, account, this.platform)
  }

  /** Whether this is the platform of a connected account. */
  owns(account: string): boolean {
    const owner = this.store.get('hidden.owner', account)?.row
    return this.account === this.platform && owner?.platform === this.platform && owner.revoked !== true
  }

  newId(prefix: string): string {
    return this.shared.random.text(prefix.endsWith('_') ? 14 : 23, prefix)
  }

  find<K extends Kind>(kind: K, id: string): Rows[K] | undefined {
    const entry = this.store.get(kind, id, this.account)
    return entry?.account === this.account ? entry.row : undefined
  }

  /** The object, or Stripe's “No such …”: 404 for one that the URL names, 400 for one that a parameter names. */
  get<K extends ApiKind>(kind: K, id: string, param?: string): Rows[K] {
    const row = this.find(kind, id)
    if (row === undefined) throw noSuch(WORDS[kind] ?? kind, id, param)
    return row
  }

  /** Makes an object, complete as the SDK's types require, and puts it into the account. */
  create<K extends ApiKind>(kind: K, given: Given<Rows[K]> & { readonly id?: string | undefined }): Rows[K] {
    const row = this.draft(kind, given)
    this.store.put(kind, this.account, row)
    return row
  }

  /** Makes an object without keeping it: a part of another one, or a preview. */
  draft<K extends ApiKind>(kind: K, given: Given<Rows[K]> & { readonly id?: string | undefined }): Rows[K] {
    return this.shape(kind, given, given.id ?? this.newId(PREFIXES[kind] ?? `${kind}_`))
  }

  /** Makes an object that is not kept, complete as the SDK's types require; most have an id, some have none. */
  shape<K extends ApiKind>(kind: K, given: Given<Rows[K]>, id?: string): Rows[K] {
    const row = complete(kind, given, id)
    if (!isChecked<Rows[K]>(row)) throw new TypeError(`${kind} is not an object`)
    return row
  }

  /** Changes fields of an object; undefined leaves a field as it is. */
  change<K extends ApiKind>(kind: K, id: string, changes: Changes<Rows[K]>): Rows[K] {
    const entry = this.store.get(kind, id, this.account) ?? this.store.get(kind, id)
    if (entry === undefined) throw noSuch(WORDS[kind] ?? kind, id)
    const row = copyOf(kind, entry.row)
    for (const [name, value] of Object.entries(changes)) if (value !== undefined) row[name] = value
    row['id'] = id
    if (!isChecked<Rows[K]>(row)) throw new TypeError(`${kind} is not an object`)
    this.store.put(kind, entry.account, row)
    return row
  }

  /** Keeps something that the API never shows. */
  hide<K extends Exclude<Kind, ApiKind>>(kind: K, row: Rows[K]): void {
    this.store.put(kind, this.account, row)
  }

  /** Tells about a change; webhook endpoints that asked for the type get it delivered: answers the deliveries' ids. */
  emit(type: string, object: object, previous?: Readonly<Record<string, unknown>>): readonly string[] {
    if (this.shared.imagining) return []
    const connected = this.account !== this.platform
    const event: StoredEvent = {
      id: this.newId('evt_1'),
      object: 'event',
      ...(connected ? { account: this.account } : {}),
      api_version: API_VERSION,
      created: this.now,
      data: { object, ...(previous ? { previous_attributes: previous } : {}) },
      livemode: false,
      pending_webhooks: 0,
      request: this.shared.request,
      type,
    }
    const endpoints = this.listenersTo(type)
    this.store.put('event', this.account, { ...event, pending_webhooks: endpoints.length })
    return endpoints.map(endpoint => {
      const id = `${event.id}:${endpoint.id}`
      this.store.put('hidden.delivery', this.platform, {
        id,
        event: event.id,
        endpoint: endpoint.id,
        attempts: 0,
        done: false,
        status: 0,
      })
      this.shared.outbox.push(id)
      this.store.onUndo(() => this.shared.outbox.pop())
      return id
    })
  }

  /** The webhook endpoints that are told of a type of event of this account. */
  listenersTo(type: string): readonly ApiObjects['webhook_endpoint'][] {
    return this.store
      .idsOf('webhook_endpoint', this.platform)
      .map(id => this.store.get('webhook_endpoint', id)?.row)
      .filter(endpoint => endpoint !== undefined)
      .filter(endpoint => this.hears(endpoint, type, this.account !== this.platform))
  }

  private hears(endpoint: ApiObjects['webhook_endpoint'], type: string, connected: boolean): boolean {
    const listens = endpoint.enabled_events.includes('*') || endpoint.enabled_events.includes(type)
    const scope = this.store.get('hidden.secret', endpoint.id)?.row.connect ?? false
    return endpoint.status === 'enabled' && listens && scope === connected
  }

  /** Emits `<type>` with what changed between two states of an object. */
  emitChange(type: string, before: object, after: object): void {
    const previous = changedParts(before, after)
    if (previous !== undefined) this.emit(type, after, previous)
  }

  /** Has something happen at a time (seconds) of a test clock, or of the wall clock when there is none. */
  schedule({
    at,
    clock = null,
    action,
    target,
  }: {
    readonly at: number
    readonly clock: string | null | undefined
    readonly action: string
    readonly target: string
  }): void {
    const sequence = this.store.sequence()
    const id = `timer_${sequence}`
    this.hide('hidden.timer', { id, at, clock, action, target, sequence, account: this.account })
    this.store.link('timers.target', target, id)
    this.store.linkInOrder(
      { name: 'timers', parent: clock ?? 'wall', child: id },
      other => (this.store.get('hidden.timer', other)?.row.at ?? 0) > at,
    )
  }

  /** What is to happen to an object, in the order in which it was scheduled. */
  timersOf(target: string): readonly Timer[] {
    return this.store
      .linked('timers.target', target)
      .map(id => this.store.get('hidden.timer', id)?.row)
      .filter(timer => timer !== undefined)
  }

  /** Takes back what was to happen to an object. */
  unschedule(clock: string | null, target: string, action?: string): void {
    for (const timer of this.timersOf(target))
      if (timer.clock === clock && (action === undefined || timer.action === action)) this.removeTimer(timer)
  }

  /** Takes a timer away: it has happened, or will not. */
  removeTimer({ id, clock, target }: Timer): void {
    this.store.remove('hidden.timer', id)
    this.store.unlink('timers', clock ?? 'wall', id)
    this.store.unlink('timers.target', target, id)
  }

  /** Time in seconds as a test clock shows it, or the wall clock. */
  timeOn(clock: string | null): number {
    return clock === null
      ? this.now
      : (this.store.get('test_helpers.test_clock', clock)?.row.frozen_time ?? this.now)
  }
}

/** Some fields of an object; undefined leaves one as it is. */
export type Changes<T> = { readonly [Key in keyof T]?: T[Key] | undefined }

/** Merges metadata as Stripe does: null or '' unsets a key, null for the whole clears it. */
export function mergeMetadata(
  before: Readonly<Record<string, string>> | null,
  given: Readonly<Record<string, string | number | null>> | null | undefined,
): Record<string, string> {
  if (given === undefined) return { ...before }
  if (given === null) return {}
  const merged: Record<string, string> = { ...before }
  for (const [key, value] of Object.entries(given)) {
    if (value === null) Reflect.deleteProperty(merged, key)
    else merged[key] = String(value)
    if (key.length > 40)
      throw invalidRequest(`Metadata keys can have up to 40 characters: ${key}`, { param: 'metadata' })
    if (String(value).length > 500)
      throw invalidRequest(
        `Metadata values can have up to 500 characters, but you passed in a value that is ${String(value).length} characters.`,
        { param: `metadata[${key}]` },
      )
  }
  if (Object.keys(merged).length > 50)
    throw invalidRequest('You can have up to 50 metadata keys.', { param: 'metadata' })
  return merged
}
