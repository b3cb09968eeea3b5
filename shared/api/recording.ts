import * as z from 'zod/mini'
import { redactText } from '#shared/check/secrets.ts'
import type { FlowDocument } from '#shared/flow/document.ts'
import { type DocumentProblem, documentFrom, MAXIMUM_DOCUMENT_SIZE } from '#shared/flow/read-document.ts'
import { type RunDetail, type RunMessage, runDetailSchema, runMessageSchema } from './runs.ts'

const RECORDING_VERSION = 1

/** Schema of a `*.recording.json`: a run that is over, what was drawn when it began, and everything that happened, so that it can be played again where nobody answers. */
export const recordingSchema = z.strictObject({
  recording: z.literal(RECORDING_VERSION),
  /** When the run ended, ISO 8601. */
  recordedAt: z.string(),
  document: z.unknown(),
  detail: runDetailSchema,
  events: z.array(runMessageSchema),
})

/** A run that is over, with all that it takes to play it again. */
export type Recording = {
  readonly recordedAt: string
  readonly document: FlowDocument
  readonly detail: RunDetail
  readonly events: readonly RunMessage[]
}

/** Records a run; null while it is not over. */
export const recordingOf = (
  document: FlowDocument,
  detail: RunDetail,
  events: readonly RunMessage[],
): Recording | null => {
  const ended = events.findLast(({ event }) => event.type === 'run.finished')
  if (!ended || detail.run.status === 'running' || detail.run.status === 'paused') return null
  const { run, operations, objects, ledger, reconciliation, lastEvent } = detail
  return {
    recordedAt: ended.event.at,
    document,
    detail: { run, operations, objects, ledger, reconciliation, lastEvent },
    events,
  }
}

/** A recording as the text of a file. Calls are kept without secrets already; what looks like one all the same is left out. */
export const serialiseRecording = (recording: Recording): string =>
  `${redactText(JSON.stringify({ recording: RECORDING_VERSION, ...recording }, null, 2))}\n`

/** A recording, why it cannot be read, or null: the text is something else, such as a flow. */
export type RecordingResult =
  | { readonly recording: Recording; readonly problem?: undefined }
  | { readonly recording?: undefined; readonly problem: DocumentProblem }
  | null

const asRecording = (raw: unknown): RecordingResult => {
  if (typeof raw !== 'object' || raw === null || !('recording' in raw)) return null
  const read = recordingSchema.safeParse(raw)
  if (!read.success) {
    const place = read.error.issues[0]?.path.join('.') ?? ''
    return {
      problem: {
        code: raw.recording === RECORDING_VERSION ? 'invalid' : 'unknown-version',
        message: `This is no recording that this program knows: ${place || 'the file'} is not as expected`,
        place,
        cure: 'Download the recording again, or open it in the version of Sluice that wrote it.',
      },
    }
  }
  const { document, problem } = documentFrom(read.data.document)
  if (!document) return { problem }
  const { recordedAt, detail, events } = read.data
  return { recording: { recordedAt, document, detail, events } }
}

/** Reads the text of a file as a recording. Never throws. */
export const readRecording = (text: string): RecordingResult => {
  if (text.length > MAXIMUM_DOCUMENT_SIZE) return null
  try {
    return asRecording(JSON.parse(text))
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}
