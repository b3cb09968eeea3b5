import type { FlowDocument } from '#shared/flow/document.ts'
import { type Autosave, startAutosave } from './autosave.ts'
import { documentStore } from './document-store.ts'
import { type Journal, type KeptFlow, openJournal, UnreadableFlow } from './journal.ts'
import { joinFlow, type TabSession } from './tabs.ts'

const tab = crypto.randomUUID()
const now = (): number => Date.now()
const newId = (): string => `flow-${crypto.randomUUID().slice(0, 8)}`

let journal: Journal | null = null
let autosave: Autosave | null = null
let session: TabSession | null = null

/** Hears that a change could not be kept because another tab edited too; the copy's id and name are given. */
type ConflictListener = (copy: { id: string; name: string }) => void
let onConflictCopy: ConflictListener = () => {}

/** A flow that is kept here could not be opened: its name stays, the reason is given in words. */
type UnreadableListener = (reason: string) => void
let onUnreadableFlow: UnreadableListener = () => {}

/** Says who shall hear that a kept flow could not be read. */
export const onUnreadable = (listener: UnreadableListener): void => {
  onUnreadableFlow = listener
}

/** Says who shall hear that this tab's changes were kept as a copy. */
export const onConflict = (listener: ConflictListener): void => {
  onConflictCopy = listener
}

const withoutStorage = (document: FlowDocument): void => {
  documentStore.open(newId(), document, 0)
  documentStore.setAccess('editing')
  documentStore.setSave({
    state: 'failed',
    reason: 'this browser keeps nothing here. Download the flow as a file before you close this tab.',
  })
}

const reload = async (id: string): Promise<void> => {
  const kept = await journal?.load(id)
  if (kept) documentStore.open(id, kept.document, kept.seq)
}

/** Two tabs have edited at once, which only happens when one was frozen: its changes become a flow of their own. */
const keepCopy = async (): Promise<void> => {
  const { document, flowId } = documentStore.use.getState()
  if (!journal || !flowId) return
  documentStore.setAccess('elsewhere')
  const copy = { ...document, name: `${document.name} (copy)` }
  const id = newId()
  await journal.keep(id, copy, { seq: 0, at: now() })
  onConflictCopy({ id, name: copy.name })
  await reload(flowId)
}

const follow =
  (id: string) =>
  (patch: Parameters<typeof documentStore.follow>[0], seq: number): void => {
    const state = documentStore.use.getState()
    if (state.access !== 'elsewhere' || state.flowId !== id || seq <= state.seq) return
    if (seq === state.seq + 1) documentStore.follow(patch, seq)
    else void reload(id)
  }

const show = async (id: string): Promise<void> => {
  const kept = await journal?.load(id)
  if (!journal || !kept) return
  session?.leave()
  autosave?.stop()
  documentStore.setAccess('loading')
  documentStore.open(id, kept.document, kept.seq)
  documentStore.setSave({ state: 'saved', at: now() })
  const url = new URL(window.location.href)
  url.searchParams.set('flow', id)
  window.history.replaceState(null, '', url)
  await journal.setLastOpened(id)
  const saving = startAutosave(documentStore, {
    journal,
    writer: tab,
    now,
    onConflict: () => void keepCopy(),
  })
  autosave = saving
  const joined = joinFlow(
    id,
    {
      onEditing: () => {
        void reload(id).then(() => documentStore.setAccess('editing'))
      },
      onElsewhere: () => documentStore.setAccess('elsewhere'),
      onHandOver: async () => {
        documentStore.setAccess('elsewhere')
        await saving.flush()
      },
      onPatch: follow(id),
    },
    { locks: navigator.locks, channel: name => new BroadcastChannel(name), tab, patience: 1500 },
  )
  session = joined
}

documentStore.onPatch((patch, seq) => session?.tell(patch, seq))

/** Takes editing over from the tab that has it. */
export const editHere = (): void => session?.takeOver()

/** Keeps a document as a new flow on this machine and opens it. */
export const createFlow = async (document: FlowDocument): Promise<void> => {
  if (!journal) {
    withoutStorage(document)
    return
  }
  const id = newId()
  await journal.keep(id, document, { seq: 0, at: now() })
  await show(id)
}

/** Opens a flow that is kept on this machine. */
export const openKept = show

/** Every flow that is kept on this machine, the one that changed last first. */
export const keptFlows = async (): Promise<readonly KeptFlow[]> => (await journal?.list()) ?? []

/** The document that a newcomer sees. */
const firstDocument = async (): Promise<FlowDocument | undefined> => {
  const { TEMPLATES } = await import('#shared/templates/index.ts')
  return TEMPLATES[0]?.document
}

const isReadable = async (id: string): Promise<boolean> => {
  try {
    return (await journal?.load(id)) !== null
  } catch (error) {
    if (!(error instanceof UnreadableFlow)) throw error
    onUnreadableFlow(error.message)
    return false
  }
}

/** Opens the flow of the address, else the one that was open last; a newcomer sees the flagship. */
export const openFlow = async (): Promise<void> => {
  try {
    journal = await openJournal()
  } catch {
    const document = await firstDocument()
    if (document) withoutStorage(document) // No storage is a mode of the browser: the top bar says so.
    return
  }
  const wanted = new URL(window.location.href).searchParams.get('flow') ?? (await journal.lastOpened())
  if (wanted && (await isReadable(wanted))) {
    await show(wanted)
    return
  }
  const document = await firstDocument()
  if (document) await createFlow(document)
}
