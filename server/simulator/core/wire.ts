import { createHash } from 'node:crypto'
import { API_VERSION } from '#shared/facts/api-version.ts'
import { ApiError, type ErrorBody, invalidRequest } from './errors.ts'
import { decodeForm, type RawFields } from './form.ts'

/** A request as it came over the wire. */
export type WireRequest = {
  readonly method: string
  readonly url: string
  readonly authorization: string
  readonly account: string
  readonly version: string
  readonly idempotencyKey: string
  readonly contentType: string
  readonly body: string
}

/** An answer to be written to the wire. */
export type WireAnswer = {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** Why one of the simulator's own pages refused a visitor: its body says so in HTML. */
  readonly reason?: string
}

/** What a request came to, before it is written down as text. */
export type Outcome = Omit<WireAnswer, 'body'> & { readonly content: unknown }

/** The text of an outcome. */
export function written({ status, headers, content }: Outcome): WireAnswer {
  return { status, headers, body: JSON.stringify(content) }
}

/** A request whose key is replaced by its hash. `fails`: it is done, and answered and remembered as a failure. */
export type Asked = Omit<WireRequest, 'authorization'> & { readonly key: string; readonly fails?: true }

/** A request of the simulator's own pages, as if an account had made it. */
export function askedBy(
  who: { readonly key: string; readonly platform: string; readonly account: string },
  request: { readonly url: string; readonly body: string },
): Asked {
  return {
    ...request,
    method: 'POST',
    key: who.key,
    account: who.account === who.platform ? '' : who.account,
    version: '',
    idempotencyKey: '',
    contentType: 'application/x-www-form-urlencoded',
  }
}

/** Headers that every answer to a request has. */
export function headersFor(asked: Pick<WireRequest, 'idempotencyKey' | 'account'>): Record<string, string> {
  return {
    ...(asked.idempotencyKey === '' ? {} : { 'idempotency-key': asked.idempotencyKey }),
    ...(asked.account === '' ? {} : { 'stripe-account': asked.account }),
    'stripe-version': API_VERSION,
  }
}

/** The parameters of a request, before their types are known. */
export function rawOf(asked: Asked, query: string): RawFields {
  if (asked.method !== 'POST') return decodeForm(query)
  if (!asked.contentType.includes('json')) return decodeForm(asked.body)
  const parsed = asked.body === '' ? {} : parsedJson(asked.body)
  if (!isFields(parsed)) throw invalidRequest('The request body must be a JSON object.')
  return parsed
}

function parsedJson(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    throw invalidRequest('The request body is not valid JSON.')
  }
}

function isFields(value: unknown): value is RawFields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

const SHORT = 1000

/** The same for two requests that ask for the same: their text, or its hash when it is long. */
export function fingerprintOf(asked: Asked): string {
  const text = `${asked.method} ${asked.url}\n${asked.body}`
  return text.length < SHORT ? text : createHash('sha256').update(text).digest('base64url')
}

/** For an address that the SDK does not know either. */
export function invalidUrl(method: string, path: string): ApiError {
  return new ApiError(404, {
    type: 'invalid_request_error',
    message: `Unrecognized request URL (${method}: ${path}). Please see https://stripe.com/docs or we can help at https://support.stripe.com/.`,
  })
}

/** The last header that was checked, and what stands for its key: most requests come with the same one. */
let latest: { readonly authorization: string; readonly hash: string } | undefined

/** Checks the key and answers what stands for it: its hash, never the key itself. */
export function authenticate(authorization: string): string {
  if (latest?.authorization !== authorization)
    latest = {
      authorization,
      hash: createHash('sha256').update(keyIn(authorization)).digest('hex').slice(0, 24),
    }
  return latest.hash
}

/** The key in a header, if it is one that the simulator takes. */
function keyIn(authorization: string): string {
  const [scheme = '', value = ''] = authorization.split(' ')
  const key =
    scheme.toLowerCase() === 'basic'
      ? (Buffer.from(value, 'base64').toString('utf8').split(':')[0] ?? '')
      : value
  if (key === '')
    throw new ApiError(401, {
      type: 'invalid_request_error',
      message:
        "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY').",
    })
  const shown =
    key.length < 16
      ? '*'.repeat(key.length)
      : `${key.slice(0, 8)}${'*'.repeat(key.length - 12)}${key.slice(-4)}`
  if (/^pk_(test|live)_/.test(key))
    throw new ApiError(401, {
      type: 'invalid_request_error',
      code: 'secret_key_required',
      message:
        'This API call cannot be made with a publishable API key. Please use a secret API key. You can find a list of your API keys at https://dashboard.stripe.com/account/apikeys.',
    })
  if (/^[sr]k_live_/.test(key))
    throw new ApiError(401, {
      type: 'invalid_request_error',
      code: 'api_key_live_refused',
      message:
        'This is a simulator: it refuses live keys. Use a test key (sk_test_… or rk_test_…), and treat the live key as exposed if this address is not yours.',
    })
  if (!/^[sr]k_test_\w{3,}$/.test(key))
    throw new ApiError(401, { type: 'invalid_request_error', message: `Invalid API Key provided: ${shown}` })
  return key
}

/** An error as it goes over the wire; what is not one of ours is a bug and says so. */
export function errorOutcome(
  error: unknown,
  { requestId, base }: { readonly requestId: string; readonly base: string },
): Outcome {
  const known = error instanceof ApiError ? error : undefined
  const body: ErrorBody = known?.body ?? {
    type: 'api_error',
    message: `The simulator failed: ${error instanceof Error ? error.message : String(error)}. This is a bug of the simulator.`,
  }
  const status = known?.status ?? 500
  return {
    status,
    headers: {
      'request-id': requestId,
      'stripe-version': API_VERSION,
      ...(status >= 500 ? { 'stripe-should-retry': 'false' } : {}),
      ...(status === 401 ? { 'www-authenticate': 'Basic realm="Stripe"' } : {}),
    },
    content: { error: { ...body, request_log_url: `${base}/_sim/requests/${requestId}` } },
  }
}

/** The answer to a request that was done but is to look as if the server broke. */
export const BROKEN: Outcome = {
  status: 500,
  headers: {},
  content: {
    error: {
      type: 'api_error',
      message: 'An unknown error occurred (a fault of the simulator: the request was done).',
    },
  },
}

/** Refuses API versions other than the one whose types the simulator was made from. */
export function checkVersion(version: string): void {
  if (version !== '' && version !== API_VERSION)
    throw invalidRequest(
      `The simulator speaks API version ${API_VERSION} only; the request asks for ${version}. Use the stripe package that pins ${API_VERSION}, or leave the Stripe-Version header out.`,
      { code: 'api_version_unsupported' },
    )
}

/** Refuses JSON where Stripe takes forms. */
export function checkContentType({ method, url, contentType }: Omit<WireRequest, 'authorization'>): void {
  if (method === 'POST' && url.startsWith('/v1/') && contentType.includes('json'))
    throw invalidRequest(
      'Invalid request (check that your POST content type is application/x-www-form-urlencoded). If you have any questions, we can help at https://support.stripe.com/.',
    )
}
