import * as z from 'zod/mini'
import { flowSummarySchema } from '#shared/api/flows.ts'
import type { FlowDocument } from '#shared/flow/document.ts'
import { type Answer, request, type Trouble } from './request.ts'

/** What is needed of a stored flow here; the document itself is at hand already. */
const storedSchema = z.object({ id: flowSummarySchema.shape.id, revision: flowSummarySchema.shape.revision })

/** A stored flow: its id and the number of its newest save. */
export type Stored = z.infer<typeof storedSchema>

/** Stores a new flow. */
export const createFlow = (document: FlowDocument): Promise<Answer<Stored>> =>
  request({ path: '/api/flows', method: 'post', body: { document }, answer: storedSchema })

/** Saves a flow over the revision that was read last; trouble `flow-conflict` when somebody saved in between. */
export const replaceFlow = ({ id, revision }: Stored, document: FlowDocument): Promise<Answer<Stored>> =>
  request({
    path: `/api/flows/${encodeURIComponent(id)}`,
    method: 'put',
    headers: { 'if-match': `"${revision}"` },
    body: { document },
    answer: storedSchema,
  })

const conflictSchema = z.looseObject({ current: storedSchema })

/** The newest save of a flow that somebody else made; null when the trouble is another. */
export const newerOf = ({ code, body }: Trouble): Stored | null => {
  if (code !== 'flow-conflict') return null
  const read = conflictSchema.safeParse(body)
  return read.success ? read.data.current : null
}
