import { type DBSchema, openDB } from 'idb'
import { type Recording, readRecording, serialiseRecording } from '#shared/api/recording.ts'

type Schema = DBSchema & { recordings: { key: string; value: string } }

/** The last recorded run of every flow of this machine, so that it can be played where nobody answers. */
export type Recordings = {
  /** Keeps a recording with its flow, in the place of the one before. */
  keep(flow: string, recording: Recording): Promise<void>
  /** The recording of a flow; null when there is none that can be read. */
  read(flow: string): Promise<Recording | null>
}

/** Opens what this browser keeps. Where it keeps nothing (private mode, storage forbidden), this page remembers. */
export const openRecordings = async (name = 'sluice-recordings'): Promise<Recordings> => {
  const database = await openDB<Schema>(name, 1, {
    upgrade: made => void made.createObjectStore('recordings'),
  }).catch(() => null)
  const here = new Map<string, string>()
  return {
    keep: async (flow, recording) => {
      const text = serialiseRecording(recording)
      here.set(flow, text)
      await database?.put('recordings', text, flow)
    },
    read: async flow => {
      const text = here.get(flow) ?? (await database?.get('recordings', flow))
      return (text !== undefined && readRecording(text)?.recording) || null
    },
  }
}
