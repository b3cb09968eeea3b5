import { documentStore } from '../document/document-store.ts'
import { useView } from '../view/view-store.ts'

/** Whether the document may be changed in this tab. */
export const mayEdit = (): boolean => documentStore.use.getState().access === 'editing'

/** Whether blocks are selected that may be changed. */
export const hasBlocks = (): boolean => useView.getState().selection.size > 0 && mayEdit()

/** What a change is called that was done to the selection: “Delete 3 blocks”. */
export const named = (verb: string, count: number): string =>
  count === 1 ? `${verb} block` : `${verb} ${count} blocks`
