import { documentStore } from '../document/document-store.ts'

/** Folds a group into one card, or opens it again. */
export const foldGroup = (id: string, collapsed: boolean): void => {
  const group = documentStore.use.getState().document.parts.groups[id]
  if (!group) return
  const { title, blocks } = group
  documentStore.change(
    [{ op: 'part.set', part: 'groups', id, value: { title, blocks, ...(collapsed && { collapsed }) } }],
    { label: collapsed ? `Fold ${title}` : `Open ${title}` },
  )
}
