import { createContext } from 'react'

/** Where the canvas puts zoom, map and key: over it, but after the inspector in the order of the focus. Null until it is there. */
export const ToolsPlace = createContext<HTMLElement | null>(null)
