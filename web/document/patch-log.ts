import type { GraphPatch } from '#shared/flow/edits.ts'

/** One step back or forward: what was done, in words, and how to take it back. */
export type Change = {
  readonly label: string
  readonly patch: GraphPatch
  readonly inverse: GraphPatch
  /** Changes in a row with the same key are one step: typing in a field, nudging with the arrow keys. */
  readonly merge?: string | undefined
  /** Milliseconds since the epoch. */
  readonly at: number
}

/** What can be undone and redone, the latest last. */
export type PatchLog = { readonly past: readonly Change[]; readonly future: readonly Change[] }

/** A log without changes. */
export const emptyLog: PatchLog = { past: [], future: [] }

/** Changes with the same key are one step when they follow within this time. */
const MERGE_WITHIN_MS = 1500

/** How many steps can be undone. */
const MOST_CHANGES = 1000

/** Adds a change: it joins the last one if both have the same key, and nothing can be redone any more. */
export const record = (log: PatchLog, change: Change): PatchLog => {
  const last = log.past.at(-1)
  const joins =
    last !== undefined &&
    change.merge !== undefined &&
    last.merge === change.merge &&
    log.future.length === 0 &&
    change.at - last.at <= MERGE_WITHIN_MS
  if (!joins) return { past: [...log.past, change].slice(-MOST_CHANGES), future: [] }
  const joined: Change = {
    ...change,
    patch: [...last.patch, ...change.patch],
    inverse: [...change.inverse, ...last.inverse],
  }
  return { past: [...log.past.slice(0, -1), joined], future: [] }
}

/** The log after its last change was taken back; null when there is none. */
export const stepBack = (log: PatchLog): { log: PatchLog; change: Change } | null => {
  const change = log.past.at(-1)
  return change ? { change, log: { past: log.past.slice(0, -1), future: [...log.future, change] } } : null
}

/** The log after the change that was taken back last was done again; null when there is none. */
export const stepForward = (log: PatchLog): { log: PatchLog; change: Change } | null => {
  const change = log.future.at(-1)
  return change
    ? {
        change: { ...change, merge: undefined },
        log: { past: [...log.past, { ...change, merge: undefined }], future: log.future.slice(0, -1) },
      }
    : null
}
