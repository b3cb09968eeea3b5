import { useSyncExternalStore } from 'react'
import type { Theme } from '#shared/scene/tokens.ts'

const key = 'sluice.theme'
const system = (): MediaQueryList => window.matchMedia('(prefers-color-scheme: dark)')
const listeners = new Set<() => void>()

const current = (): Theme => {
  const chosen = document.documentElement.dataset.theme
  if (chosen === 'light' || chosen === 'dark') return chosen
  return system().matches ? 'dark' : 'light'
}

const subscribe = (listener: () => void): (() => void) => {
  const media = system()
  media.addEventListener('change', listener)
  listeners.add(listener)
  return () => {
    media.removeEventListener('change', listener)
    listeners.delete(listener)
  }
}

/** The theme on screen: chosen by the person, else the system's. */
export const useTheme = (): Theme => useSyncExternalStore(subscribe, current)

/** Switches between light and dark and remembers it; the system's own theme is remembered as no choice. */
export const toggleTheme = (): void => {
  const next: Theme = current() === 'dark' ? 'light' : 'dark'
  const asSystem = (system().matches ? 'dark' : 'light') === next
  if (asSystem) delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = next
  try {
    if (asSystem) localStorage.removeItem(key)
    else localStorage.setItem(key, next)
  } catch (error) {
    if (!(error instanceof DOMException)) throw error // Storage is forbidden: the choice lasts until reload.
  }
  for (const listener of listeners) listener()
}
