import { lazy, Suspense, useSyncExternalStore } from 'react'

/** A short notice that goes by itself, with at most one action. */
export type Notice = {
  /** Two notices with the same id replace each other. */
  id?: string
  title: string
  detail?: string
  action?: { label: string; perform: () => void }
  /** Errors stay until they are closed and are read out at once. */
  tone?: 'plain' | 'error'
}

const Notices = lazy(async () => ({ default: (await import('./Notices.tsx')).Notices }))

let needed = false
const listeners = new Set<() => void>()

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Shows a notice at the foot of the screen. */
export const notify = (notice: Notice): void => {
  needed = true
  for (const listener of listeners) listener()
  void import('./Notices.tsx').then(({ show }) => show(notice))
}

/** Where notices appear: once in the app. What draws them is loaded with the first one. */
export const Toaster = () => {
  const wanted = useSyncExternalStore(subscribe, () => needed)
  return wanted ? (
    <Suspense>
      <Notices />
    </Suspense>
  ) : null
}
