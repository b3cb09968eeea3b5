import { Workflow } from 'lucide-react'
import { definitionOf } from '#shared/blocks/index.ts'
import { documentStore } from '../document/document-store.ts'
import { notify } from '../ui/toast.tsx'
import { useView } from '../view/view-store.ts'
import type { Command } from './command.ts'
import { mayEdit } from './selection.ts'

const tidyUp = async (): Promise<void> => {
  const { tidyMoves } = await import('../document/layout-engine.ts')
  const { document, flowId } = documentStore.use.getState()
  const { selection } = useView.getState()
  const tidying = {
    document,
    chosen: selection.size > 1 ? selection : new Set<never>(),
    definitions: definitionOf,
  }
  const patch = await tidyMoves(tidying)
  const now = documentStore.use.getState()
  // Somebody went on drawing while the engine worked: their picture is newer than its answer.
  if (now.flowId !== flowId || now.document !== document) return tidyUp()
  const { canvas } = useView.getState()
  const from = documentStore.use.getState().document.layout
  if (!documentStore.change(patch, { label: tidying.chosen.size > 0 ? 'Tidy selection' : 'Tidy up' })) return
  canvas?.glide(from)
  if (tidying.chosen.size === 0) canvas?.fit()
}

/** Arranges the selected blocks, or the whole flow, from left to right along the money. */
export const tidy: Command = {
  id: 'tidy',
  label: 'Tidy up',
  group: 'Flow',
  icon: Workflow,
  keys: ['Ctrl Shift L'],
  words: 'arrange layout align clean',
  enabled: () => mayEdit() && Object.keys(documentStore.use.getState().document.graph.blocks).length > 1,
  perform: () => {
    tidyUp().catch((error: unknown) => {
      notify({
        id: 'tidy',
        title: 'The flow was not tidied',
        detail: `The layout engine did not load or failed (${error instanceof Error ? error.message : String(error)}). Nothing has changed; try again.`,
        tone: 'error',
      })
    })
  },
}
