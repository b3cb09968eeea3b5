import { Background, BackgroundVariant, useStore } from '@xyflow/react'
import { Maximize, Minus, Plus, Workflow } from 'lucide-react'
import { lazy, Suspense, useContext } from 'react'
import { createPortal } from 'react-dom'
import { tidy } from '../commands/tidy.ts'
import { IconButton } from '../ui/IconButton.tsx'
import { useView } from '../view/view-store.ts'
import styles from './CanvasTools.module.css'
import type { Cards } from './cards.ts'
import { ToolsPlace } from './tools-place.ts'

/** Drawn from 1600 px only. */
const Minimap = lazy(async () => ({ default: (await import('./Minimap.tsx')).Minimap }))

const ZoomBar = () => {
  const zoom = useStore(state => Math.round(state.transform[2] * 100))
  const canvas = useView(view => view.canvas)
  return (
    <div className={styles.zoom} role="group" aria-label="Zoom">
      <IconButton icon={Minus} label="Zoom out" keys="Ctrl −" side="top" onClick={() => canvas?.zoomOut()} />
      <button
        type="button"
        className={styles.percent}
        aria-label={`Zoom ${zoom} %, set to 100 %`}
        onClick={() => canvas?.zoomTo(1)}
      >
        {zoom} %
      </button>
      <IconButton icon={Plus} label="Zoom in" keys="Ctrl +" side="top" onClick={() => canvas?.zoomIn()} />
      <IconButton
        icon={Maximize}
        label="Show the whole flow"
        keys="Ctrl 0"
        side="top"
        onClick={() => canvas?.fit()}
      />
      <IconButton
        icon={Workflow}
        label={tidy.label}
        keys="Ctrl Shift L"
        side="top"
        onClick={() => tidy.perform()}
      />
    </div>
  )
}

const Key = () => (
  <dl className={styles.key} aria-label="Key">
    <dt>
      <svg width="28" height="8" aria-hidden>
        <path d="M0 4h28" stroke="var(--money)" strokeWidth="6" />
      </svg>
    </dt>
    <dd>money, observed</dd>
    <dt>
      <svg width="28" height="8" aria-hidden>
        <path d="M0 4h28" stroke="var(--money)" strokeWidth="6" />
        <path d="M0 4h28" stroke="var(--money-soft)" strokeWidth="3.5" />
      </svg>
    </dt>
    <dd>money, forecast only</dd>
    <dt>
      <svg width="28" height="8" aria-hidden>
        <path d="M0 4h28" stroke="var(--ink-3)" strokeWidth="1.25" />
      </svg>
    </dt>
    <dd>reference</dd>
    <dt>
      <svg width="28" height="8" aria-hidden>
        <path d="M0 4h28" stroke="var(--ink-2)" strokeWidth="1.5" strokeDasharray="4 3" />
      </svg>
    </dt>
    <dd>event</dd>
  </dl>
)

/** The grid that cards snap to, thinned out from far away. */
export const Grid = () => {
  const gap = useStore(state => (state.transform[2] < 0.5 ? 64 : 16))
  return <Background variant={BackgroundVariant.Dots} gap={gap} size={1.6} color="var(--canvas-mark)" />
}

/** What lies on the canvas but is not part of the flow: zoom, map and key. */
export const CanvasTools = ({ cards }: { cards: Cards }) => {
  const place = useContext(ToolsPlace)
  const empty = cards.at.size === 0
  if (!place) return null
  return createPortal(
    <>
      <ZoomBar />
      {!empty && (
        <Suspense>
          <Minimap cards={cards} />
        </Suspense>
      )}
      {!empty && <Key />}
    </>,
    place,
  )
}
