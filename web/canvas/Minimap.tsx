import { useReactFlow, useStore } from '@xyflow/react'
import { type PointerEvent, useEffect, useRef } from 'react'
import { definitionOf } from '#shared/blocks/index.ts'
import { boundsOf, grown } from '#shared/scene/block-size.ts'
import { type Colour, dark, type Family, light, type Theme } from '#shared/scene/tokens.ts'
import { documentStore } from '../document/document-store.ts'
import { useTheme } from '../ui/theme.ts'
import type { Cards } from './cards.ts'
import styles from './Minimap.module.css'

const SIZE = { width: 200, height: 108 }

const familyColours: Record<Family, Colour> = {
  customer: 'fCustomer',
  catalog: 'fCatalog',
  billing: 'fBilling',
  payments: 'fPayments',
  connect: 'fConnect',
  operations: 'fOperations',
}

/** Fills every card as a rectangle in the colour of its family. */
export const paintCards = (
  context: CanvasRenderingContext2D,
  cards: Cards,
  { scale, theme }: { scale: number; theme: Theme },
): void => {
  const colours = theme === 'light' ? light : dark
  const { blocks } = documentStore.use.getState().document.graph
  for (const [id, card] of cards.at) {
    context.fillStyle = colours[familyColours[definitionOf(blocks[id]?.kind ?? '')?.category ?? 'operations']]
    context.fillRect(card.x * scale, card.y * scale, card.width * scale, card.height * scale)
  }
}

/** The whole flow, small, with the part that is on screen; a press brings a place to the middle. From 1600 px. */
export const Minimap = ({ cards }: { cards: Cards }) => {
  const canvas = useRef<HTMLCanvasElement>(null)
  const theme = useTheme()
  const flow = useReactFlow()
  const [x, y, zoom] = useStore(state => state.transform)
  const width = useStore(state => state.width)
  const height = useStore(state => state.height)
  const bounds = grown(boundsOf(cards.at.values()) ?? { x: 0, y: 0, width: 100, height: 100 }, 40)
  const scale = Math.min(SIZE.width / bounds.width, SIZE.height / bounds.height)
  const left = (SIZE.width / scale - bounds.width) / 2 - bounds.x
  const top = (SIZE.height / scale - bounds.height) / 2 - bounds.y

  useEffect(() => {
    const context = canvas.current?.getContext('2d')
    if (!context) return
    const ratio = window.devicePixelRatio
    context.setTransform(ratio, 0, 0, ratio, 0, 0)
    context.clearRect(0, 0, SIZE.width, SIZE.height)
    context.globalAlpha = 0.85
    context.translate(left * scale, top * scale)
    paintCards(context, cards, { scale, theme })
  }, [cards, scale, left, top, theme])

  const go = (event: PointerEvent<HTMLElement>): void => {
    if (event.buttons !== 1) return
    const box = event.currentTarget.getBoundingClientRect()
    void flow.setCenter((event.clientX - box.left) / scale - left, (event.clientY - box.top) / scale - top, {
      zoom,
    })
  }

  return (
    <div className={styles.map} role="img" aria-label="Map of the flow" onPointerDown={go} onPointerMove={go}>
      <canvas
        ref={canvas}
        className={styles.canvas}
        width={SIZE.width * window.devicePixelRatio}
        height={SIZE.height * window.devicePixelRatio}
      />
      <span
        className={styles.seen}
        style={{
          left: (-x / zoom + left) * scale,
          top: (-y / zoom + top) * scale,
          width: (width / zoom) * scale,
          height: (height / zoom) * scale,
        }}
      />
    </div>
  )
}
