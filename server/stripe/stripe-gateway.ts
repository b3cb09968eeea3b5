import { Stripe } from 'stripe'
import { API_VERSION } from '#shared/facts/api-version.ts'
import { simulatorCall } from '#shared/plan/simulator-calls.ts'
import { isJsonObject, type Json, type JsonObject, toJson } from '../json.ts'
import { failureOf } from './errors.ts'
import type { ApiAnswer, ApiCall, ApiEvent, Gateway } from './gateway.ts'
import { promptHttpClient } from './http-client.ts'
import { type Pace, tokenBucket } from './token-bucket.ts'

type Address = { readonly host: string; readonly port: number }

/** Where calls go. One place decides between the simulator and Stripe: this. */
export type GatewayOptions = {
  readonly key: string
  /** Address of a simulator; absent = Stripe. */
  readonly simulator?: Address | undefined
  /** For tests: somebody on this machine who stands for Stripe; absent = Stripe's own host. */
  readonly standIn?: Address | undefined
  readonly timeoutMs?: number
}

/** Stripe's sandbox allows 25 requests a second: so many at once, and the others evenly. */
const SANDBOX_PACE: Pace = { perSecond: 20, burst: 5 }

const atOnce = (): Promise<void> => Promise.resolve()

/**
 * A gateway through the official SDK.
 * @throws Error when the installed SDK speaks another API version than the facts were written for.
 */
export function createGateway({ key, simulator, standIn, timeoutMs = 30_000 }: GatewayOptions): Gateway {
  const spoken: string = Stripe.API_VERSION
  if (spoken !== API_VERSION) {
    throw new Error(
      `The installed stripe package speaks ${spoken}, this program ${API_VERSION}. Run npm ci to get the pinned package.`,
    )
  }
  const local = simulator ?? standIn
  const stripe = new Stripe(key, {
    maxNetworkRetries: 0,
    timeout: timeoutMs,
    telemetry: false,
    httpClient: promptHttpClient(simulator === undefined ? tokenBucket(SANDBOX_PACE) : atOnce),
    appInfo: { name: 'Sluice' },
    ...(local === undefined ? {} : { host: local.host, port: local.port, protocol: 'http' }),
  })
  return {
    target: simulator === undefined ? 'stripe' : 'simulator',
    keyHint: simulator === undefined ? key.slice(-4) : null,
    has: call => simulatorCall(call) !== undefined || findMethod(stripe, call) !== null,
    call: request => makeCall(stripe, request),
    readWebhook: (body, signature, secret) => readWebhook(stripe, { body, signature, secret }),
  }
}

/** The call as the SDK knows it, ready to be made. */
function callOf(stripe: Stripe, request: ApiCall, options: object): () => unknown {
  const helper = simulatorCall(request.call)
  if (helper !== undefined) {
    const path = helper.path(encodeURIComponent([request.target].flat()[0] ?? ''))
    return () => stripe.rawRequest('POST', path, request.params, options)
  }
  const found = findMethod(stripe, request.call)
  if (found === null) throw new Error(`The stripe package has no method ${request.call}`)
  const { resource, method } = found
  const targets = request.target === undefined ? [] : [request.target].flat()
  return () => Reflect.apply(method, resource, [...targets, request.params, options])
}

async function makeCall(stripe: Stripe, request: ApiCall): Promise<ApiAnswer> {
  const options = {
    ...(request.idempotencyKey === undefined ? {} : { idempotencyKey: request.idempotencyKey }),
    ...(request.onAccount === undefined ? {} : { stripeContext: request.onAccount }),
  }
  const call = callOf(stripe, request, options)
  try {
    const answered = call()
    const listed = isList(request.call) ? await wholeList(answered) : null
    const value = listed ?? (await answered)
    const object = toJson(value)
    if (!isJsonObject(object))
      throw new TypeError(`${request.call} answered with something that is no object`)
    delete object.lastResponse
    if (isLive(object)) return liveAnswer
    return { ok: true, value: object, requestId: requestIdOf(value) }
  } catch (error) {
    return failureOf(error)
  }
}

const liveAnswer: ApiAnswer = {
  ok: false,
  error: {
    kind: 'auth',
    message:
      'The API answered with a live object. The run stops here: use the key of a sandbox (sk_test_… or rk_test_…).',
  },
  remedy: 'never',
  retryAfterMs: null,
}

const isList = (call: string): boolean => /\.list[A-Za-z]*$/.test(call)

/** Method of the SDK by its dotted name; null when there is none. Only documented resources are reached: never the client's own methods. */
function findMethod(
  stripe: Stripe,
  call: string,
): { resource: object; method: (...args: unknown[]) => unknown } | null {
  const names = call.split('.')
  const last = names.pop() ?? ''
  let resource: object = stripe
  for (const name of names) {
    const next: unknown = /^[a-z]\w*$/i.test(name) ? Reflect.get(resource, name) : undefined
    if (next === null || typeof next !== 'object') return null
    resource = next
  }
  const method: unknown = /^[a-z]\w*$/i.test(last) ? Reflect.get(resource, last) : undefined
  return names.length === 0 || !isFunction(method) || last in Object.prototype ? null : { resource, method }
}

const isFunction = (value: unknown): value is (...args: unknown[]) => unknown => typeof value === 'function'

/** Every page of a list as one list. */
async function wholeList(answered: unknown): Promise<JsonObject | null> {
  if (answered === null || typeof answered !== 'object') return null
  const pager: unknown = Reflect.get(answered, 'autoPagingToArray')
  if (!isFunction(pager)) return null
  const data: unknown = await Reflect.apply(pager, answered, [{ limit: 10_000 }])
  return { object: 'list', has_more: false, data: toJson(data) }
}

function isLive(value: Json): boolean {
  if (value === null || typeof value !== 'object') return false
  if (Array.isArray(value)) return value.some(isLive)
  return Object.entries(value).some(([name, member]) =>
    name === 'livemode' ? member === true : isLive(member),
  )
}

function requestIdOf(value: unknown): string | null {
  if (value === null || typeof value !== 'object' || !('lastResponse' in value)) return null
  const response = value.lastResponse
  if (response === null || typeof response !== 'object' || !('requestId' in response)) return null
  return typeof response.requestId === 'string' ? response.requestId : null
}

function readWebhook(
  stripe: Stripe,
  { body, signature, secret }: { body: Uint8Array; signature: string; secret: string },
): ApiEvent | null {
  try {
    const event = stripe.webhooks.constructEvent(Buffer.from(body), signature, secret)
    if (event.livemode) return null
    const object: unknown = event.data.object
    return {
      id: event.id,
      type: event.type,
      objectId: textMember(object, 'id'),
      objectType: textMember(object, 'object'),
      metadata: metadataIn(toJson(object)),
      account: event.account ?? null,
      created: event.created,
    }
  } catch (error) {
    if (error instanceof Stripe.errors.StripeSignatureVerificationError || error instanceof SyntaxError)
      return null
    throw error
  }
}

function metadataIn(value: Json): JsonObject[] {
  if (value === null || typeof value !== 'object') return []
  return Object.entries(value).flatMap(([name, member]) =>
    name === 'metadata' && isJsonObject(member) ? [member] : metadataIn(member),
  )
}

function textMember(object: unknown, name: string): string {
  if (object === null || typeof object !== 'object') return ''
  const member: unknown = Reflect.get(object, name)
  return typeof member === 'string' ? member : ''
}
