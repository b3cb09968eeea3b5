import { create, type StoreApi, type UseBoundStore } from 'zustand'
import { API_VERSION } from '#shared/facts/api-version.ts'
import { applyPatch } from '#shared/flow/apply-patch.ts'
import { emptyDocument, type FlowDocument } from '#shared/flow/document.ts'
import type { GraphPatch } from '#shared/flow/edits.ts'
import { emptyLog, type PatchLog, record, stepBack, stepForward } from './patch-log.ts'

/** How the document stands on this machine. */
export type SaveState =
  | { readonly state: 'saving' }
  | { readonly state: 'saved'; readonly at: number }
  | { readonly state: 'failed'; readonly reason: string }

/** What a change is called, and which earlier change it joins. */
export type ChangeOptions = { readonly label: string; readonly merge?: string }

/** The document that is open, what can be undone, and how it is saved. */
export type DocumentState = {
  /** Id under which it is kept on this machine. */
  readonly flowId: string | null
  readonly document: FlowDocument
  readonly log: PatchLog
  /** Number of the last patch; grows by one with every patch, undo and redo included. */
  readonly seq: number
  readonly save: SaveState
  /** `elsewhere`: another tab edits this flow, this one follows it. */
  readonly access: 'loading' | 'editing' | 'elsewhere'
}

/** Hears every patch that changes the document, with its number. */
export type PatchListener = (patch: GraphPatch, seq: number) => void

/** A store and what may be done with it. Time comes from outside. */
export type DocumentStore = {
  readonly use: UseBoundStore<StoreApi<DocumentState>>
  /** Changes the document; refused (false) while another tab edits it. Throws when the patch does not fit. */
  change(patch: GraphPatch, options: ChangeOptions): boolean
  undo(): boolean
  redo(): boolean
  /** Shows another document; nothing of the old one can be undone. */
  open(flowId: string, document: FlowDocument, seq: number): void
  /** Applies what the tab that edits has done. */
  follow(patch: GraphPatch, seq: number): void
  setSave(save: SaveState): void
  setAccess(access: DocumentState['access']): void
  onPatch(listener: PatchListener): () => void
}

/** Makes the store of one document. `now` gives milliseconds since the epoch. */
export const createDocumentStore = (now: () => number): DocumentStore => {
  const use = create<DocumentState>(() => ({
    flowId: null,
    document: emptyDocument('Untitled flow', API_VERSION),
    log: emptyLog,
    seq: 0,
    save: { state: 'saved', at: now() },
    access: 'loading',
  }))
  const listeners = new Set<PatchListener>()

  const put = (document: FlowDocument, log: PatchLog, patch: GraphPatch): true => {
    const seq = use.getState().seq + 1
    use.setState({ document, log, seq })
    for (const listener of listeners) listener(patch, seq)
    return true
  }

  return {
    use,
    change: (patch, { label, merge }) => {
      const { document, log, access } = use.getState()
      if (access !== 'editing' || patch.length === 0) return false
      const result = applyPatch(document, patch)
      return put(
        result.document,
        record(log, { label, patch, inverse: result.inverse, merge, at: now() }),
        patch,
      )
    },
    undo: () => {
      const { document, log, access } = use.getState()
      const step = stepBack(log)
      if (access !== 'editing' || !step) return false
      return put(applyPatch(document, step.change.inverse).document, step.log, step.change.inverse)
    },
    redo: () => {
      const { document, log, access } = use.getState()
      const step = stepForward(log)
      if (access !== 'editing' || !step) return false
      return put(applyPatch(document, step.change.patch).document, step.log, step.change.patch)
    },
    open: (flowId, document, seq) => {
      use.setState({ flowId, document, seq, log: emptyLog })
    },
    follow: (patch, seq) => {
      use.setState({ document: applyPatch(use.getState().document, patch).document, seq, log: emptyLog })
    },
    setSave: save => {
      use.setState({ save })
    },
    setAccess: access => {
      use.setState({ access })
    },
    onPatch: listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** The document of this tab. */
export const documentStore: DocumentStore = createDocumentStore(() => Date.now())

/** Reads from the document of this tab; renders again only when what is read changes. */
export const useDocument = documentStore.use
