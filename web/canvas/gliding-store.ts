import { create } from 'zustand'
import type { Moving } from './from-react-flow.ts'

/** Where blocks glide from after a change that moved many; null when nothing glides. */
export const useGliding = create<{ from: Moving | null }>(() => ({ from: null }))
