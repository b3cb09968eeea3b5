import { insideEndpoints } from '../inside/index.ts'
import { endpoints, expandable } from '../resources/index.ts'
import { ensurePlatform } from '../resources/platform.ts'
import type { Endpoint, PathNames } from './endpoint.ts'
import { ApiError, noAccess, unsupported } from './errors.ts'
import { expandAnswer } from './expand.ts'
import type { RawFields } from './form.ts'
import { isV2, keyed, remember, savedAnswer } from './idempotency.ts'
import type { JournalSink } from './journal.ts'
import { Random } from './random.ts'
import { Router } from './router.ts'
import {
  type Asked,
  BROKEN,
  errorOutcome,
  fingerprintOf,
  headersFor,
  invalidUrl,
  type Outcome,
  rawOf,
} from './wire.ts'
import { type Shared, World } from './world.ts'

/** A request that found its endpoint. */
type Call = {
  readonly found: { readonly endpoint: Endpoint; readonly path: PathNames }
  readonly raw: RawFields
  readonly id: string
}

/**
 * The account that a `Stripe-Context` leads to. Keys are a platform's, and only a key of an organisation reaches another
 * platform. A path may lead from a connected account on to a recipient of its own; none has any here.
 * Source: docs.stripe.com/context.
 */
function accountIn(context: string, platform: string): string {
  if (!context.includes('/')) return context
  const [first = '', second = '', ...more] = context.split('/')
  if (first !== platform) throw noAccess(first)
  if (more.length > 0) throw noAccess(context)
  return second
}

/** Does what a request asks for, whoever sent it: wholly, or not at all. */
export class Performer {
  private readonly router = new Router([...endpoints, ...insideEndpoints])
  private readonly shared: Shared
  private readonly journal: JournalSink | null
  private readonly requestIds: Random
  private rollbackPoint: readonly [number, number, number, number] = [0, 0, 0, 0]

  constructor(shared: Shared, options: { readonly seed: number; readonly journal: JournalSink | null }) {
    this.shared = shared
    this.journal = options.journal
    this.requestIds = new Random(options.seed ^ 0x5bd1e995)
  }

  /** The endpoint that an address means, as the SDK writes it; null for none. */
  titleOf(method: string, url: string): string | null {
    return this.router.titleOf(method, url)
  }

  /** An id for a request that leaves nothing behind. */
  requestId(): string {
    return this.requestIds.text(14, 'req_')
  }

  /** An error as it goes over the wire. */
  refusal(error: unknown, requestId = this.requestId()): Outcome {
    return errorOutcome(error, { requestId, base: this.shared.base })
  }

  /** Remembers where to come back to when what begins now is refused. */
  begin(): void {
    this.rollbackPoint = this.shared.random.state
  }

  /** Does one request at a time in milliseconds; throws what refuses it, for `undo` to follow. */
  perform(given: Asked, now: number): Outcome {
    const known = keyed(given)
    const platform = ensurePlatform(this.shared, known.key)
    const asked = { ...known, account: accountIn(known.account, platform) }
    const [path = '', query = ''] = asked.url.split('?')
    const world = this.worldFor(platform, asked.account)
    const call = { found: this.endpointFor(asked.method, path), raw: rawOf(asked, query) }
    if (asked.method === 'GET' || call.found.endpoint.previews === true) return this.look(world, asked, call)
    const fingerprint = fingerprintOf(asked)
    const saved = savedAnswer(world, asked, fingerprint)
    if (saved !== undefined) return this.again(asked, saved)
    const id = world.newId('req_')
    this.shared.request = { id, idempotency_key: asked.idempotencyKey || null }
    const done = this.settle(world, asked, { ...call, id })
    const outcome = asked.fails === true ? BROKEN : done
    remember(world, asked, { fingerprint, ...(isV2(asked) ? done : outcome) })
    if (!this.shared.replaying) this.journal?.append({ t: now, k: 'request', r: asked })
    this.shared.store.commit()
    return { ...outcome, headers: { ...outcome.headers, 'request-id': id, ...headersFor(asked) } }
  }

  private endpointFor(method: string, path: string): Call['found'] {
    const found = this.router.find(method, path)
    if (found.kind === 'unknown') throw invalidUrl(method, path)
    if (found.kind === 'unsupported') throw unsupported(found.title)
    return found
  }

  /** The answer that an idempotency key already has. */
  private again(asked: Asked, { status, content }: Pick<Outcome, 'status' | 'content'>): Outcome {
    const headers = {
      'request-id': this.requestId(),
      'idempotent-replayed': 'true',
      ...headersFor(asked),
    }
    return { status, content, headers }
  }

  /** A request that only looks leaves nothing behind. */
  private look(world: World, asked: Asked, call: Omit<Call, 'id'>): Outcome {
    const id = this.requestId()
    const answer = this.run(world, { ...call, id })
    this.undo()
    return { ...answer, headers: { ...answer.headers, 'request-id': id, ...headersFor(asked) } }
  }

  /** Runs an endpoint; a card refused with a key is told the same again, though nothing of it stays. */
  private settle(world: World, asked: Asked, call: Call): Outcome {
    try {
      return this.run(world, call)
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 402 || asked.idempotencyKey === '') throw error
      this.undo()
      return this.refusal(error, world.newId('req_'))
    }
  }

  /** Takes back what was done since the beginning. */
  undo(): void {
    this.shared.store.rollback()
    this.shared.random.state = this.rollbackPoint
  }

  /** Runs an endpoint; a refused card leaves its traces and answers 402, everything else refused leaves nothing. */
  private run(world: World, call: Call): Outcome {
    try {
      const { endpoint, path } = call.found
      const plain = endpoint.run(world, path, call.raw)
      const { expand } = call.raw
      const wanted = typeof expand === 'object' && expand !== null ? Object.values(expand).map(String) : []
      const answer =
        wanted.length === 0
          ? plain
          : expandAnswer(world, plain, { expand: wanted, includables: expandable, type: endpoint.result })
      return { status: 200, headers: {}, content: answer }
    } catch (error) {
      if (error instanceof ApiError && error.keeps) return this.refusal(error, call.id)
      throw error
    }
  }

  private worldFor(platform: string, account: string): World {
    const world = new World(this.shared, platform, platform)
    if (account === '' || account === platform) return world
    if (!world.owns(account) || this.shared.store.get('account', account) === undefined)
      throw noAccess(account)
    return world.on(account)
  }
}
