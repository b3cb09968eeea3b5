import { create } from 'zustand'
import type { BlockId } from '#shared/flow/ids.ts'

/** The block under the pointer while a connection is being drawn. */
export const useHovered = create<{ block: BlockId | null }>(() => ({ block: null }))
