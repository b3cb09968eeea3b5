import { API_VERSION } from '#shared/facts/api-version.ts'
import type { Funds } from '../money/funds.ts'
import { complete } from './complete.ts'
import { invalidRequest, noSuch } from './errors.ts'
import type { Random } from './random.ts'
import type { Store } from './store.ts'
import type { ApiKind, ApiObjects, Given, Kind, Rows, StoredEvent } from './stripe-types.ts'
import { isChecked } from './trust.ts'

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
  /** The request at work: its id and idempotency key, null for what time brings. */
  request: { readonly id: string | null; readonly idempotency_key: string | null }
}

/** Id prefixes by kind, as Stripe writes them. */
const PREFIXES: Partial<Record<ApiKind, string>> = {
  account: 'acct_1',
  application_fee: 'fee_1',
  balance_transaction: 'txn_1',
  bank_account: 'ba_1',
  'billing_portal.configuration': 'bpc_1',
  charge: 'ch_3',
  coupon: '',
  credit_note: 'cn_1',
  credit_note_line_item: 'cnli_1',
  customer: 'cus_',
  customer_balance_transaction: 'cbtxn_1',
  'checkout.session': 'cs_test_a1',
  confirmation_token: 'ctoken_1',
  discount: 'di_1',
  dispute: 'du_1',
  event: 'evt_1',
  fee_refund: 'fr_1',
  invoice: 'in_1',
  invoice_payment: 'inpay_1',
  invoiceitem: 'ii_1',
  item: 'li_1',
  line_item: 'il_1',
  mandate: 'mandate_1',
  payment_intent: 'pi_3',
  payment_intent_amount_details_line_item: 'uli_1',
  payment_link: 'plink_1',
  payment_method: 'pm_1',
  payout: 'po_1',
  person: 'person_1',
  price: 'price_1',
  product: 'prod_',
  promotion_code: 'promo_1',
  'radar.early_fraud_warning': 'issfr_1',
  refund: 're_3',
  review: 'prv_1',
  setup_attempt: 'setatt_1',
  setup_intent: 'seti_1',
  subscription: 'sub_1',
  subscription_item: 'si_',
  subscription_schedule: 'sub_sched_1',
  'tax.calculation': 'taxcalc_1',
  'tax.registration': 'taxreg_',
  'tax.transaction': 'tax_1',
  tax_id: 'txi_1',
  tax_rate: 'txr_1',
  'test_helpers.test_clock': 'clock_1',
  token: 'tok_1',
  topup: 'tu_1',
  transfer: 'tr_1',
  transfer_reversal: 'trr_1',
  webhook_endpoint: 'we_1',
}

/** Words for an object in “No such …” messages, where they differ from the kind. */
const WORDS: Partial<Record<ApiKind, string>> = {
  payment_method: 'PaymentMethod',
  'test_helpers.test_clock': 'test clock',
  invoiceitem: 'invoice item',
  webhook_endpoint: 'webhook endpoint',
  promotion_code: 'promotion code',
  subscription_item: 'subscription item',
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
    return (
      this.account === this.platform &&
      this.store.get('hidden.owner', account)?.row.platform === this.platform
    )
  }

  newId(prefix: string): string {
    return prefix + this.shared.random.text(prefix.endsWith('_') ? 14 : 23)
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
    return this.shape(kind, { ...given, id: given.id ?? this.newId(PREFIXES[kind] ?? `${kind}_`) })
  }

  /** Makes an object that is not kept, complete as the SDK's types require; most have an id, this gives none. */
  shape<K extends ApiKind>(kind: K, given: Given<Rows[K]>): Rows[K] {
    const row = complete(kind, given)
    if (!isChecked<Rows[K]>(row)) throw new TypeError(`${kind} is not an object`)
    return row
  }

  /** Changes fields of an object; undefined leaves a field as it is. */
  change<K extends ApiKind>(kind: K, id: string, changes: Changes<Rows[K]>): Rows[K] {
    const entry = this.store.get(kind, id, this.account) ?? this.store.get(kind, id)
    if (entry === undefined) throw noSuch(WORDS[kind] ?? kind, id)
    const row: Record<string, unknown> = { ...entry.row }
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

  /** Tells about a change; webhook endpoints that asked for the type get it delivered. */
  emit(type: string, object: object, previous?: Readonly<Record<string, unknown>>): void {
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
    const endpoints = this.store
      .idsOf('webhook_endpoint', this.platform)
      .map(id => this.store.get('webhook_endpoint', id)?.row)
      .filter(endpoint => endpoint !== undefined)
      .filter(endpoint => this.hears(endpoint, type, connected))
    this.store.put('event', this.account, { ...event, pending_webhooks: endpoints.length })
    for (const endpoint of endpoints) {
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
    }
  }

  private hears(endpoint: ApiObjects['webhook_endpoint'], type: string, connected: boolean): boolean {
    const listens = endpoint.enabled_events.includes('*') || endpoint.enabled_events.includes(type)
    const scope = this.store.get('hidden.secret', endpoint.id)?.row.connect ?? false
    return endpoint.status === 'enabled' && listens && scope === connected
  }

  /** Emits `<type>` with what changed between two states of an object. */
  emitChange(type: string, before: object, after: object): void {
    const previous: Record<string, unknown> = {}
    const now = new Map(Object.entries(after))
    for (const [name, value] of Object.entries(before)) if (now.get(name) !== value) previous[name] = value
    if (Object.keys(previous).length > 0) this.emit(type, after, previous)
  }

  /** Has something happen at a time (seconds) of a test clock, or of the wall clock when there is none. */
  schedule(timer: {
    readonly at: number
    readonly clock: string | null | undefined
    readonly action: string
    readonly target: string
  }): void {
    const sequence = this.store.sequence()
    const id = `timer_${sequence}`
    this.hide('hidden.timer', { ...timer, clock: timer.clock ?? null, id, sequence, account: this.account })
    this.store.linkInOrder(
      { name: 'timers', parent: timer.clock ?? 'wall', child: id },
      other => (this.store.get('hidden.timer', other)?.row.at ?? 0) > timer.at,
    )
  }

  /** Takes back what was to happen to an object. */
  unschedule(clock: string | null, target: string, action?: string): void {
    for (const id of this.store.linked('timers', clock ?? 'wall').slice()) {
      const timer = this.store.get('hidden.timer', id)?.row
      if (timer?.target === target && (action === undefined || timer.action === action)) {
        this.store.remove('hidden.timer', id)
        this.store.unlink('timers', clock ?? 'wall', id)
      }
    }
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
