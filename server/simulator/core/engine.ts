import { failClock } from '../billing/clocks.ts'
import { act } from '../billing/timers.ts'
import { Funds } from '../money/funds.ts'
import { PLATFORM_PREFIX } from '../resources/platform.ts'
import { noteDelivery } from './deliveries.ts'
import type { JournalEntry, JournalSink } from './journal.ts'
import { Performer } from './performer.ts'
import { Random } from './random.ts'
import { RequestLog, withoutNumbers } from './request-log.ts'
import { Snapshots } from './snapshots.ts'
import { Store } from './store.ts'
import {
  askedBy,
  authenticate,
  checkContentType,
  checkVersion,
  headersFor,
  type WireAnswer,
  type WireRequest,
  written,
} from './wire.ts'
import { type Shared, World } from './world.ts'

type EngineOptions = {
  readonly seed: number
  readonly journal: JournalSink | null
  /** Told of what went wrong by itself, with no request to answer. */
  readonly report: (error: unknown) => void
}

/** The whole simulator without sockets and clocks of its own: requests and times in, answers out, always the same. */
export class Engine {
  readonly store = new Store()
  private readonly random: Random
  private readonly performer: Performer
  private readonly shared: Shared
  private readonly journal: JournalSink | null
  private readonly seed: number
  readonly log = new RequestLog()
  readonly snapshots: Snapshots
  private readonly report: (error: unknown) => void

  constructor(options: EngineOptions) {
    this.report = options.report
    this.seed = options.seed
    this.random = new Random(options.seed)
    this.journal = options.journal
    this.shared = {
      store: this.store,
      random: this.random,
      funds: new Funds(this.store),
      outbox: [],
      now: 0,
      base: 'http://simulator.invalid',
      replaying: false,
      imagining: false,
      request: { id: null, idempotency_key: null },
    }
    this.performer = new Performer(this.shared, options)
    this.snapshots = new Snapshots(this.shared, options.journal)
  }

  /** Says where the simulator's pages can be reached: for the addresses of checkout and the like. */
  pagesAt(base: string): void {
    this.shared.base = base
  }

  /** Where the simulator's pages can be reached. */
  get base(): string {
    return this.shared.base
  }

  /** Forgets everything and begins anew, with the same seed or another. */
  reset(seed: number = this.seed): void {
    this.store.clear()
    this.shared.funds.clear()
    this.shared.outbox.length = 0
    this.random.state = new Random(seed).state
    this.log.clear()
    this.snapshots.clear()
    this.journal?.restart(seed)
  }

  /** Does again what a journal tells. */
  replay(entries: Iterable<JournalEntry>): void {
    this.shared.replaying = true
    for (const entry of entries) {
      this.setTime(entry.t)
      this.performer.begin()
      if (entry.k === 'request') this.performer.perform(entry.r, entry.t)
      else if (entry.k === 'timer') this.fire(entry.id)
      else if (entry.k === 'snapshot') this.snapshots.take()
      else if (entry.k === 'restore') this.snapshots.restore(entry.id)
      else {
        noteDelivery(this.store, entry.id, entry.status)
        this.store.commit()
      }
    }
    this.shared.replaying = false
  }

  private setTime(milliseconds: number): void {
    this.store.now = this.shared.now = Math.max(this.shared.now, Math.floor(milliseconds / 1000))
  }

  /** Answers one request at a time in milliseconds; a fault `500-after` has it done and answered as a failure. */
  handle(request: WireRequest, now: number, fault: string | null = null): WireAnswer {
    this.setTime(now)
    this.bookFirst(now)
    this.performer.begin()
    const { authorization, ...rest } = request
    const requestId = this.performer.requestId()
    const answer = this.answer(rest, { authorization, requestId, now, fails: fault === '500-after' })
    this.note(rest, answer, fault)
    return answer
  }

  /** Answers a request with what a fault wants it to be told; nothing is done. */
  spoil(
    request: WireRequest,
    told: { readonly answer: WireAnswer; readonly fault: string | null },
    now: number,
  ): WireAnswer {
    this.setTime(now)
    const headers = { 'request-id': this.performer.requestId(), ...headersFor(request) }
    const answer = { ...told.answer, headers: { ...headers, ...told.answer.headers } }
    this.note(request, answer, told.fault)
    return answer
  }

  /** Refuses a request before it is looked into. */
  refuse(request: WireRequest, error: unknown, now: number): WireAnswer {
    const answer = written(this.performer.refusal(error))
    return this.spoil(request, { answer, fault: null }, now)
  }

  /**
   * Notes what one of the simulator's own pages answered, under the id of the request that it made, so that the
   * events of a visit lead to it; how the page looks is left out.
   */
  shows({ authorization: _none, ...visit }: WireRequest, page: WireAnswer, now: number): WireAnswer {
    this.setTime(now)
    const headers = { 'request-id': this.performer.requestId(), ...page.headers }
    const answer = { ...page, headers }
    const looks = { ...answer, body: page.body.replace(/<style>[^<]*<\/style>\n?/, '') }
    this.note({ ...visit, body: withoutNumbers(visit.body) }, looks, null)
    return answer
  }

  private note(
    { method, url, account, body }: Omit<WireRequest, 'authorization'>,
    answer: WireAnswer,
    fault: string | null,
  ): void {
    const endpoint = this.performer.titleOf(method, url)
    this.log.note({ method, url, account, body }, answer, { at: this.shared.now, endpoint, fault })
  }

  /** Answers a request of the simulator's own pages, made for the account that an object belongs to. */
  visit(account: string, request: { readonly url: string; readonly body: string }, now: number): WireAnswer {
    this.setTime(now)
    this.bookFirst(now)
    this.performer.begin()
    const platform = this.store.get('hidden.owner', account)?.row.platform ?? account
    const asked = askedBy({ key: platform.slice(PLATFORM_PREFIX.length), account, platform }, request)
    try {
      return written(this.performer.perform(asked, now))
    } catch (error) {
      this.performer.undo()
      return written(this.performer.refusal(error))
    }
  }

  private answer(
    rest: Omit<WireRequest, 'authorization'>,
    how: {
      readonly authorization: string
      readonly requestId: string
      readonly now: number
      readonly fails: boolean
    },
  ): WireAnswer {
    try {
      const key = authenticate(how.authorization)
      checkVersion(rest.version)
      checkContentType(rest)
      return written(this.performer.perform({ ...rest, key, ...(how.fails ? { fails: true } : {}) }, how.now))
    } catch (error) {
      this.performer.undo()
      const refused = this.performer.refusal(error, how.requestId)
      return written({ ...refused, headers: { ...headersFor(rest), ...refused.headers } })
    }
  }

  /** Every row of every kind, in order: to compare two engines. */
  dump(): readonly unknown[] {
    return this.store.dump()
  }

  /** What an account holds per currency, minor units. */
  balancesOf(
    account: string,
  ): readonly { readonly currency: string; readonly available: number; readonly pending: number }[] {
    const { funds, now } = this.shared
    return funds.currenciesOf(account).map(currency => ({ currency, ...funds.of(account, currency, now) }))
  }

  /** The earliest time (seconds) at which something happens by itself. */
  nextTimer(): { readonly id: string; readonly at: number } | undefined {
    const [id] = this.store.linked('timers', 'wall')
    const timer = id === undefined ? undefined : this.store.get('hidden.timer', id)?.row
    return timer && { id: timer.id, at: timer.at }
  }

  /** The money of payments that were just answered is booked before anything more is asked. */
  private bookFirst(now: number): void {
    const due: string[] = []
    for (const id of this.store.linked('timers', 'wall')) {
      const timer = this.store.get('hidden.timer', id)?.row
      if (timer === undefined || timer.at > this.shared.now) break
      if (timer.action === 'charge.book') due.push(id)
    }
    for (const id of due) this.fire(id, now)
  }

  /** Does what a timer of the wall clock is for. */
  runTimer(id: string, now: number): void {
    this.setTime(now)
    this.fire(id, now)
  }

  private fire(id: string, now?: number): void {
    const entry = this.store.get('hidden.timer', id)
    if (entry === undefined) return
    this.performer.begin()
    this.shared.request = { id: null, idempotency_key: null }
    const platform = this.store.get('hidden.owner', entry.account)?.row.platform ?? entry.account
    const world = new World(this.shared, entry.account, platform)
    try {
      world.removeTimer(entry.row)
      act(world, entry.row.action, entry.row.target)
    } catch (error) {
      this.performer.undo()
      world.removeTimer(entry.row)
      failClock(world, entry.row.target)
      this.report(error)
    }
    if (now !== undefined) this.journal?.append({ t: now, k: 'timer', id })
    this.store.commit()
  }

  /** Deliveries that came up since the last time, in order. */
  takeDeliveries(): readonly string[] {
    return this.shared.outbox.splice(0)
  }

  /** Notes how an attempt to deliver an event ended (an HTTP status, 0 for none). */
  delivered(id: string, status: number, now: number): void {
    this.setTime(now)
    this.journal?.append({ t: now, k: 'delivery', id, status })
    noteDelivery(this.store, id, status)
    this.store.commit()
  }
}
