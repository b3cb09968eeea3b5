import { createHash } from 'node:crypto'
import { takesMetadata } from '#shared/plan/takes-metadata.ts'
import type { JsonObject } from '../json.ts'
import { isJsonObject } from '../json.ts'

/** Which call of which run made an object: written into its metadata, so that it is found again. */
export type Mark = {
  readonly flow: string
  readonly run: string
  readonly operation: string
  readonly trigger: string
  readonly element: number
}

/** Test clocks have no metadata, but a name. */
const NAMED = 'testHelpers.testClocks.create'

/** True for calls whose objects carry the mark. */
export const takesMark = (call: string): boolean => takesMetadata(call) || call === NAMED

const nameOf = ({ run, operation }: Mark): string => `${run} ${operation}`

/** Parameters with the mark added to what metadata they have. */
export function withMark(call: string, params: JsonObject, mark: Mark): JsonObject {
  if (call === NAMED) return { ...params, name: nameOf(mark) }
  if (!takesMark(call)) return params
  const own = isJsonObject(params.metadata) ? params.metadata : {}
  return { ...params, metadata: { ...own, ...markMetadata(mark) } }
}

/** The mark as metadata. */
export function markMetadata({ flow, run, operation, trigger, element }: Mark): Record<string, string> {
  return {
    flow,
    run,
    operation,
    ...(trigger === '' ? {} : { trigger }),
    ...(element === 0 ? {} : { element: String(element) }),
  }
}

/** True when an object of the API carries exactly this mark. */
export function carriesMark(object: JsonObject, mark: Mark): boolean {
  const { metadata, name } = object
  if (object.object === 'test_helpers.test_clock') return name === nameOf(mark)
  if (!isJsonObject(metadata)) return false
  const wanted = { trigger: '', element: '', ...markMetadata(mark) }
  return Object.entries(wanted).every(([name, value]) => (metadata[name] ?? '') === value)
}

/**
 * What is sent as Idempotency-Key: the same for the same call of the same run, another after an attempt whose
 * outcome is settled. Hashed, because Stripe takes 255 characters and readable keys can be longer.
 */
export function idempotencyKey(run: string, readable: string, attempt: number): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([run, readable, attempt]))
    .digest('hex')
  return `sluice_${hash.slice(0, 48)}`
}

/** True when metadata carry marks of other runs, and none of this one. What carries no mark may have to do with any run. */
export function isOfOthers(run: string, metadata: readonly JsonObject[]): boolean {
  const marked = metadata.flatMap(({ run: of }) => (typeof of === 'string' ? [of] : []))
  return marked.length > 0 && !marked.includes(run)
}
