import { useSyncExternalStore } from 'react'

/** How much room there is: `wide` from 1600 px, `narrow` below 1024 px. */
export type Room = 'wide' | 'normal' | 'narrow'

const wide = window.matchMedia('(width >= 1600px)')
const narrow = window.matchMedia('(width < 1024px)')

const subscribe = (listener: () => void): (() => void) => {
  wide.addEventListener('change', listener)
  narrow.addEventListener('change', listener)
  return () => {
    wide.removeEventListener('change', listener)
    narrow.removeEventListener('change', listener)
  }
}

const room = (): Room => {
  if (wide.matches) return 'wide'
  return narrow.matches ? 'narrow' : 'normal'
}

/** The room there is now. */
export const useRoom = (): Room => useSyncExternalStore(subscribe, room)
