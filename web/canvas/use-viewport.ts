import {
  getViewportForBounds,
  useOnViewportChange,
  useReactFlow,
  useStoreApi,
  type Viewport,
} from '@xyflow/react'
import { type RefObject, useCallback, useEffect, useLayoutEffect, useState } from 'react'
import { boundsOf, grown, type Rect } from '#shared/scene/block-size.ts'
import { motion } from '#shared/scene/tokens.ts'
import { useDocument } from '../document/document-store.ts'
import { useView } from '../view/view-store.ts'
import { useCards } from './cards-store.ts'
import { useGliding } from './gliding-store.ts'

const calm = (): boolean => window.matchMedia('(prefers-reduced-motion: reduce)').matches
const duration = (): number => (calm() ? 0 : motion.panel)

const area = ({ x, y, zoom }: Viewport, width: number, height: number): Rect => ({
  x: -x / zoom,
  y: -y / zoom,
  width: width / zoom,
  height: height / zoom,
})

const holds = (outer: Rect, inner: Rect): boolean =>
  outer.x <= inner.x &&
  outer.y <= inner.y &&
  outer.x + outer.width >= inner.x + inner.width &&
  outer.y + outer.height >= inner.y + inner.height

/** So many pixels around the screen are drawn ahead, and drawn anew when fewer are left. */
const ROOM = { drawn: 240, least: 60 }

/** Stays free around a flow that is fitted, whatever the zoom. */
const FIT_MARGIN = { x: '24px', y: '20px' } as const

/** How far the canvas has to move to the left so that a card beside its right edge stays whole. Pixels. */
const covered = (card: Rect, { x, zoom }: Viewport, width: number): number =>
  Math.max(0, Math.min((card.x + card.width + BESIDE) * zoom + x - width, card.x * zoom + x))

/** Canvas units between a card that stays in view and the edge: room for what hangs on its ports. */
const BESIDE = 40

/** Fits the flow when it opens, brings blocks into view, and tells which part of the canvas is near the screen. */
export const useViewport = (frame: RefObject<HTMLDivElement | null>): Rect | null => {
  const flow = useReactFlow()
  const store = useStoreApi()
  const [near, setNear] = useState<Rect | null>(null)
  const flowId = useDocument(state => state.flowId)

  const update = useCallback(
    (viewport: Viewport) => {
      const { zoom } = viewport
      const { width, height } = store.getState()
      const seen = area(viewport, width, height)
      setNear(before =>
        before && holds(before, grown(seen, ROOM.least / zoom)) && before.width < seen.width * 3
          ? before
          : grown(seen, ROOM.drawn / zoom),
      )
    },
    [store],
  )
  useOnViewportChange({ onChange: update })

  const fit = useCallback(
    (time: number) => {
      const frames = flow
        .getNodes()
        .flatMap(({ type, position, width = 0, height = 0 }) =>
          type === 'frame' ? [{ ...position, width, height }] : [],
        )
      const bounds = boundsOf([...frames, ...useCards.getState().cards.at.values()])
      const { width, height } = store.getState()
      if (!bounds || width === 0) return
      const viewport = getViewportForBounds(bounds, width, height, 0.05, 1, FIT_MARGIN)
      void flow.setViewport(viewport, { duration: time })
      update(viewport)
    },
    [flow, store, update],
  )

  useLayoutEffect(() => {
    if (flowId !== null) requestAnimationFrame(() => fit(0))
  }, [flowId, fit])

  useEffect(() => {
    useView.setState({
      canvas: {
        zoomIn: () => void flow.zoomIn({ duration: duration() }),
        zoomOut: () => void flow.zoomOut({ duration: duration() }),
        zoomTo: zoom => void flow.zoomTo(zoom, { duration: duration() }),
        fit: () => fit(duration()),
        glide: from => useGliding.setState({ from: calm() ? null : new Map(Object.entries(from)) }),
        middle: () => {
          const box = frame.current?.getBoundingClientRect()
          return flow.screenToFlowPosition({
            x: (box?.left ?? 0) + (box?.width ?? 0) / 2,
            y: (box?.top ?? 0) + (box?.height ?? 0) / 2,
          })
        },
        focus: () => {
          const find = (selector: string) => frame.current?.querySelector<HTMLElement>(selector)
          ;(find('[data-block][tabindex="0"]') ?? find('[data-outline]'))?.focus()
        },
      },
    })
    return () => useView.setState({ canvas: null })
  }, [flow, fit, frame])

  useEffect(
    () =>
      useView.subscribe((view, before) => {
        if (!view.reveal || view.reveal === before.reveal) return
        const card = useCards.getState().cards.at.get(view.reveal.block)
        const { width, height } = store.getState()
        if (!card) return
        const seen = area(flow.getViewport(), width, height)
        const zoom = view.reveal.keepZoom ? flow.getZoom() : Math.max(flow.getZoom(), 0.8)
        if (zoom === flow.getZoom() && holds(seen, grown(card, 8))) return
        void flow.setCenter(card.x + card.width / 2, card.y + card.height / 2, { zoom, duration: duration() })
      }),
    [flow, store],
  )

  // The inspector takes width from the canvas when something is selected: not from over the selected block, nor from over
  // the next one while it is open.
  useEffect(() => {
    const keepInSight = (): void => {
      const { width, nodes } = store.getState()
      if (nodes.some(({ dragging }) => dragging)) return
      const [chosen, ...others] = useView.getState().selection
      const card = chosen && others.length === 0 && useCards.getState().cards.at.get(chosen)
      if (!card) return
      const viewport = flow.getViewport()
      const by = covered(card, viewport, width)
      if (by > 0) void flow.setViewport({ ...viewport, x: viewport.x - by })
    }
    const leave = [
      store.subscribe((now, before) => {
        if (now.width < before.width) keepInSight()
      }),
      useView.subscribe((view, before) => {
        // What is revealed is brought to the middle anyway.
        if (view.selection !== before.selection && view.reveal === before.reveal) keepInSight()
      }),
    ]
    return () => {
      for (const end of leave) end()
    }
  }, [flow, store])

  return near
}
