import type { Engine } from '../core/engine.ts'
import { keyInUse } from '../core/idempotency.ts'
import type { WireAnswer, WireRequest } from '../core/wire.ts'
import { type DrawnFault, type Faults, nameOf, type RequestFault } from './faults.ts'
import { insideAnswer } from './inside.ts'
import type { Answered, ListenedRequest } from './listen.ts'
import { pageAnswer } from './pages.ts'

type Serving = {
  readonly engine: Engine
  readonly faults: Faults
  readonly now: () => number
  /** Idempotency keys whose requests are not answered yet. */
  readonly busy: Set<string>
  /** Called after anything that may have changed the state. */
  readonly moved: () => void
}

const RATE_LIMITED: WireAnswer = {
  status: 429,
  headers: { 'stripe-rate-limited-reason': 'global-rate' },
  body: JSON.stringify({
    error: {
      type: 'invalid_request_error',
      code: 'rate_limit',
      message:
        'Request rate limit exceeded. You can learn more about rate limits here https://stripe.com/docs/rate-limits.',
    },
  }),
}
const FAILED: WireAnswer = {
  status: 500,
  headers: {},
  body: JSON.stringify({
    error: {
      type: 'api_error',
      message: 'An unknown error occurred (a fault of the simulator: nothing was done).',
    },
  }),
}

/** Browsers ask for it on pages that are plain JSON. */
const NO_ICON: WireAnswer = { status: 204, headers: {}, body: '' }

/** Answers one request, or spoils it as the faults want. */
export function serve(serving: Serving, request: ListenedRequest): Answered {
  const { engine, now, busy } = serving
  if (request.url === '/favicon.ico') return { answer: NO_ICON }
  const { accept, fault: header, ...wire } = request
  const own = insideAnswer(engine, wire, { accept, now: now() })
  if (own !== undefined) return { answer: own }
  const page = pageAnswer(engine, wire, now())
  if (page !== undefined) {
    serving.moved()
    return { answer: engine.shows(wire, page, now()) }
  }
  const key = keyAtWork(wire)
  if (busy.has(key)) return { answer: engine.refuse(wire, keyInUse(wire.idempotencyKey), now()) }
  const fault = faultOf(serving, wire, header)
  if (fault !== undefined && 'status' in fault) return { answer: fault }
  const name = fault === undefined ? null : nameOf(fault)
  const told = fault === undefined ? undefined : TOLD[fault.kind]
  const answer =
    told === undefined
      ? engine.handle(wire, now(), name)
      : engine.spoil(wire, { answer: told, fault: name }, now())
  if (request.method !== 'GET') serving.moved()
  return delayed(busy, { key, answer, fault })
}

/** What is to go wrong with a request, or the refusal of a header that asks for what there is not. */
function faultOf(
  { faults, engine, now }: Serving,
  request: WireRequest,
  header: string,
): DrawnFault<RequestFault> | WireAnswer | undefined {
  try {
    return faults.forRequest(header)
  } catch (error) {
    return engine.refuse(request, error, now())
  }
}

/** What is answered without doing anything. */
const TOLD: Partial<Record<RequestFault, WireAnswer>> = {
  '429': RATE_LIMITED,
  '500-before': FAILED,
  'drop-before': FAILED,
  'timeout-before': FAILED,
}

/** When an answer goes out, if at all. Until then its idempotency key is at work. */
function delayed(
  busy: Set<string>,
  {
    key,
    answer,
    fault,
  }: {
    readonly key: string
    readonly answer: WireAnswer
    readonly fault: DrawnFault<RequestFault> | undefined
  },
): Answered {
  if (fault === undefined) return { answer }
  if (fault.kind.startsWith('drop')) return { answer, drop: true }
  if (fault.kind.startsWith('timeout')) return { answer, hang: true }
  if (fault.kind !== 'slow') return { answer }
  if (key !== '') busy.add(key)
  return { answer, wait: fault.milliseconds, sent: () => busy.delete(key) }
}

/** The idempotency key of a request with whose it is; empty for none. */
function keyAtWork({ method, authorization, account, idempotencyKey }: WireRequest): string {
  if (method !== 'POST' || idempotencyKey === '') return ''
  return JSON.stringify([authorization, account, idempotencyKey])
}
