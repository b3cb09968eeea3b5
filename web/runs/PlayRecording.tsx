import { CirclePlay } from 'lucide-react'
import { recordedDay } from '../analysis/recorded-on.ts'
import { useRuns } from '../analysis/run-store.ts'
import { runSession } from '../analysis/start-runs.ts'
import { Button } from '../ui/Button.tsx'

/** Plays the last run that went well, as it was recorded: for when nobody answers. Nothing where it is shown already. */
export const PlayRecording = () => {
  const recording = useRuns(state => state.recording)
  const shown = useRuns(state => state.shown)
  if (recording === null || shown?.recorded === recording.recordedAt) return null
  return (
    <Button
      size="small"
      icon={CirclePlay}
      title="Plays the last run that went well; nothing is called"
      onClick={() => runSession.play(recording)}
    >
      {`Play the recording of ${recordedDay(recording.recordedAt)}`}
    </Button>
  )
}
