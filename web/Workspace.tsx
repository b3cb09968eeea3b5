import { type ReactNode, useState } from 'react'
import { ToolsPlace } from './canvas/tools-place.ts'
import { Splitter } from './ui/Splitter.tsx'
import type { Room } from './use-width.ts'
import { useView } from './view/view-store.ts'
import styles from './Workspace.module.css'

const heights: Record<Room, { folded: number; open: number }> = {
  wide: { folded: 37, open: 304 },
  normal: { folded: 33, open: 208 },
  narrow: { folded: 33, open: 208 },
}

/** The drawer is never lower than this while it is open, and leaves the canvas at least as much. */
const LEAST = { drawer: 120, canvas: 180 }

type WorkspaceProps = {
  canvas: ReactNode
  /** What lies over the canvas. */
  over: ReactNode
  inspector: ReactNode
  drawer: ReactNode
  room: Room
}

/**
 * The canvas over the drawer, with a line between them that can be dragged, and the inspector beside both. They stand here
 * in the order of the focus: flow, inspector, what lies over the flow, results.
 */
export const Workspace = ({ canvas, over, inspector, drawer, room }: WorkspaceProps) => {
  const open = useView(view => view.drawerOpen)
  const [chosen, setChosen] = useState<number | null>(null)
  const [tools, setTools] = useState<HTMLElement | null>(null)
  const height = chosen ?? heights[room].open
  return (
    <main className={styles.workspace}>
      <div className={styles.canvas}>
        <ToolsPlace value={tools}>{canvas}</ToolsPlace>
      </div>
      {inspector}
      <div className={styles.over}>
        <div ref={setTools} className={styles.tools} />
        {over}
      </div>
      {open && (
        <div className={styles.line}>
          <Splitter
            label="Height of the results"
            value={height}
            min={LEAST.drawer}
            max={Math.max(window.innerHeight - LEAST.canvas - 48, LEAST.drawer)}
            onChange={setChosen}
          />
        </div>
      )}
      <div className={styles.drawer} style={{ height: open ? height : heights[room].folded }}>
        {drawer}
      </div>
    </main>
  )
}
