import { ApiError, invalidRequest } from './errors.ts'
import type { Asked, Outcome } from './wire.ts'
import type { World } from './world.ts'

const DAY = 86_400
const LONGEST_KEY = 255

type Answer = Pick<Outcome, 'status' | 'content'>

/** Whether a request goes to the v2 namespace. */
export const isV2 = ({ url }: Pick<Asked, 'url'>) => url.startsWith('/v2/')

/** The request as idempotency sees it: keys have a meaning on POST, and on DELETE of v2, and are not too long. */
export function keyed(asked: Asked): Asked {
  const { method, idempotencyKey: key } = asked
  if (key === '') return asked
  if (method !== 'POST' && !(method === 'DELETE' && isV2(asked))) return { ...asked, idempotencyKey: '' }
  if (key.length > LONGEST_KEY)
    throw invalidRequest(
      `Idempotency keys can have up to ${LONGEST_KEY} characters, yours has ${key.length}.`,
    )
  return asked
}

/** Keeps an answer for its idempotency key. What failed in v2 is done again when it is asked for again. */
export function remember(
  world: World,
  asked: Asked,
  { fingerprint, status, content }: Answer & { readonly fingerprint: string },
): void {
  const { idempotencyKey: key } = asked
  if (key === '' || (isV2(asked) && status !== 200)) return
  world.hide('hidden.answer', { id: `${world.account}:${key}`, fingerprint, status, content, at: world.now })
}

/** What was answered to this key within the last day (v2: month); another request with the same key is refused. */
export function savedAnswer(world: World, asked: Asked, fingerprint: string): Answer | undefined {
  const { idempotencyKey: key } = asked
  const saved = key === '' ? undefined : world.find('hidden.answer', `${world.account}:${key}`)
  if (saved === undefined || saved.at + (isV2(asked) ? 30 : 1) * DAY <= world.now) return undefined
  if (saved.fingerprint === fingerprint) return saved
  throw new ApiError(400, {
    type: 'idempotency_error',
    message: `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`,
  })
}

/** For a request whose key another one is using at this moment. */
export function keyInUse(key: string): ApiError {
  return new ApiError(409, {
    type: 'invalid_request_error',
    code: 'idempotency_key_in_use',
    message: `There is currently another in-progress request using this Idempotent Key (that probably means you submitted twice, and the other request is still going through): ${key}. Please try again later.`,
  })
}
