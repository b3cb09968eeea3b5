import { useEffect } from 'react'
import { useRunControl } from './analysis/run-control.ts'
import { notify } from './ui/toast.tsx'

/** Says when the server stops to answer, and when it is back; between the two a chip stands beside the name. */
export const useServerNotices = (): void => {
  useEffect(
    () =>
      useRunControl.subscribe(({ away }, before) => {
        if (away === before.away) return
        notify({
          id: 'server',
          ...(away
            ? {
                title: 'Offline',
                detail: 'Your edits are kept on this machine. Runs wait until the server answers.',
              }
            : {
                title: 'The server answers again',
                detail: 'Runs work again, and nothing you changed is lost.',
              }),
        })
      }),
    [],
  )
}
