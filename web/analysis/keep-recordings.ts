import type { Recording } from '#shared/api/recording.ts'
import { recordingOf } from '#shared/api/recording.ts'
import { documentStore } from '../document/document-store.ts'
import { createFlow } from '../document/open-flow.ts'
import { openRecordings } from './recordings.ts'
import { type RunsState, useRuns } from './run-store.ts'

const recordings = openRecordings()

/** The recording that is kept with a flow of this machine; null when there is none. */
export const keptRecording = async (flow: string): Promise<Recording | null> => (await recordings).read(flow)

/** The shown run as a recording; null where it is not over, goes on at the server, or is a recording already. */
const newRecording = ({ shown, recording: before }: RunsState): Recording | null => {
  if (!shown?.document || shown.recorded !== null) return null
  if (shown.run.status !== 'succeeded' || shown.run.reconciled === false) return null
  if (before?.detail.run.id === shown.run.id) return null
  const recording = recordingOf(shown.document, shown, shown.events)
  return recording && before && before.recordedAt > recording.recordedAt ? null : recording
}

/** Keeps every run that went well with its flow, the newest in the place of the one before. */
export const keepRecordings = (): void => {
  useRuns.subscribe(state => {
    const { flowId } = documentStore.use.getState()
    const recording = flowId === null ? null : newRecording(state)
    if (flowId === null || recording === null) return
    useRuns.setState({ recording })
    void recordings.then(kept => kept.keep(flowId, recording))
  })
}

/** Opens the flow of a recording as one of this machine, and keeps the recording with it. */
export const adoptRecording = async (recording: Recording): Promise<void> => {
  await createFlow(recording.document)
  const { flowId } = documentStore.use.getState()
  if (flowId !== null) await (await recordings).keep(flowId, recording)
}
