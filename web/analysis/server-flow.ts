import * as z from 'zod/mini'
import type { FlowDocument } from '#shared/flow/document.ts'
import { createFlow, newerOf, replaceFlow, type Stored } from '../api/flows.ts'
import type { Answer } from '../api/request.ts'

/** Remembers short texts by key, as `localStorage` does. */
export type Memory = { get(key: string): string | null; set(key: string, value: string): void }

const storedSchema = z.object({ id: z.string(), revision: z.number() })

const keyOf = (local: string): string => `sluice.served.${local}`

/** Where the server keeps a flow of this machine; null when it never got it. */
export const servedFlow = (memory: Memory, local: string): Stored | null => {
  const text = memory.get(keyOf(local))
  if (text === null) return null
  try {
    const read = storedSchema.safeParse(JSON.parse(text))
    return read.success ? read.data : null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

/** Saves over what somebody else saved in between: the server keeps both as versions. */
const overNewer = async (answer: Answer<Stored>, document: FlowDocument): Promise<Answer<Stored>> => {
  if (answer.ok) return answer
  const newer = newerOf(answer.trouble)
  return newer ? replaceFlow(newer, document) : answer
}

/**
 * Brings a flow to the server, so that its runs belong to one flow there. A flow that the server has lost is stored
 * as a new one.
 */
export const serveFlow = async (
  memory: Memory,
  local: string,
  document: FlowDocument,
): Promise<Answer<Stored>> => {
  const known = servedFlow(memory, local)
  const replaced = known && (await overNewer(await replaceFlow(known, document), document))
  const gone = replaced && !replaced.ok && replaced.trouble.code === 'not-found'
  const answer = replaced && !gone ? replaced : await createFlow(document)
  if (answer.ok) memory.set(keyOf(local), JSON.stringify(answer.value))
  return answer
}
