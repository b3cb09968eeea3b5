import { useStore } from '@xyflow/react'
import { type RefObject, useLayoutEffect, useRef } from 'react'
import { type Colour, dark, light } from '#shared/scene/tokens.ts'
import { useTheme } from '../ui/theme.ts'

/** Paints in canvas units, over what is on screen. */
export type Paint = (context: CanvasRenderingContext2D, colours: Record<Colour, string>) => void

/**
 * A drawing surface as large as the canvas, painted anew when the view moves, when the theme changes and when one of
 * `content` is another.
 */
export const usePainting = (
  paint: Paint,
  content: readonly unknown[],
): RefObject<HTMLCanvasElement | null> => {
  const canvas = useRef<HTMLCanvasElement>(null)
  const theme = useTheme()
  const [x, y, zoom] = useStore(state => state.transform)
  const width = useStore(state => state.width)
  const height = useStore(state => state.height)

  useLayoutEffect(() => {
    const surface = canvas.current
    if (!surface) return
    const ratio = window.devicePixelRatio
    surface.width = Math.round(width * ratio)
    surface.height = Math.round(height * ratio)
    surface.style.width = `${width}px`
    surface.style.height = `${height}px`
  }, [width, height])

  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d')
    if (!context) return
    const ratio = window.devicePixelRatio
    context.setTransform(1, 0, 0, 1, 0, 0)
    context.clearRect(0, 0, width * ratio, height * ratio)
    context.setTransform(zoom * ratio, 0, 0, zoom * ratio, x * ratio, y * ratio)
    paint(context, theme === 'light' ? light : dark)
    // oxlint-disable-next-line react/exhaustive-deps -- `content` is what `paint` draws; `paint` itself is new each time
  }, [x, y, zoom, width, height, theme, ...content])

  return canvas
}
