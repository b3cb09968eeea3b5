import { useEffect } from 'react'
import { notify } from './ui/toast.tsx'

const listen = async (): Promise<void> => {
  const { onConflict, onUnreadable, openKept } = await import('./document/open-flow.ts')
  onConflict(({ id, name }) =>
    notify({
      tone: 'error',
      title: 'Another tab has changed this flow',
      detail: `What you changed here is kept as “${name}”.`,
      action: { label: 'Open the copy', perform: () => void openKept(id) },
    }),
  )
  onUnreadable(reason =>
    notify({
      tone: 'error',
      title: 'Your last flow cannot be opened',
      detail: `${reason} It stays as it is.`,
    }),
  )
}

/** Says what happened to flows that are kept on this machine, when something did. */
export const useStorageNotices = (): void => {
  useEffect(() => void listen(), [])
}
