import { FileDown } from 'lucide-react'
import { isOver, useRuns } from '../analysis/run-store.ts'
import { downloadJson, fileName } from '../ui/download.ts'
import type { Command } from './command.ts'

const save = async (): Promise<void> => {
  const { shown } = useRuns.getState()
  const { recordingOf, serialiseRecording } = await import('#shared/api/recording.ts')
  const recording = shown?.document && recordingOf(shown.document, shown, shown.events)
  if (recording) downloadJson(fileName(recording.document.name, 'recording'), serialiseRecording(recording))
}

/** Saves the shown run as a file that can be opened and played again without a server. */
export const saveRecording: Command = {
  id: 'save-recording',
  label: 'Download the recording of this run',
  group: 'Flow',
  icon: FileDown,
  words: 'replay offline demo',
  enabled: () => {
    const { shown } = useRuns.getState()
    return Boolean(shown?.document) && shown !== null && isOver(shown.run)
  },
  perform: () => void save(),
}
