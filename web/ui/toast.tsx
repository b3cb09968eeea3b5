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

/** Loads what draws notices, so that one can still be shown when the server is gone. */
export const loadNotices = () => import('./Notices.tsx')

/** A server that is gone before this was loaded takes the notices with it, and nothing else. */
const Notices = lazy(async () => ({
  default: await loadNotices().then(
    module => module.Notices,
    () => () => null,
  ),
}))

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
  void loadNotices().then(
    ({ show }) => show(notice),
    () => {},
  )
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
