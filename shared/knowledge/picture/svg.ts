import { element, escapeXml } from '#shared/scene/svg.ts'
import { type Colour, dark, fonts, light, type Theme } from '#shared/scene/tokens.ts'
import type { Face } from './text.ts'

/** The colours of a theme. */
export const coloursOf = (theme: Theme): Readonly<Record<Colour, string>> =>
  theme === 'light' ? light : dark

/** Words at a place; `y` is their base line. */
export const word = (
  text: string,
  { size, mono = false, bold = false }: Face,
  place: { x: number; y: number; fill: string; anchor?: 'start' | 'middle' | 'end' },
): string =>
  element(
    'text',
    {
      x: place.x,
      y: place.y,
      fill: place.fill,
      'font-size': size,
      'font-family': mono ? fonts.mono : undefined,
      'font-weight': bold ? 600 : undefined,
      'text-anchor': place.anchor === 'start' ? undefined : place.anchor,
    },
    escapeXml(text),
  )

/** A whole picture, with the name and the description that a screen reader says. */
export const picture = (
  {
    width,
    height,
    title,
    description,
  }: { width: number; height: number; title: string; description: string },
  { ground, body }: { ground: string; body: readonly string[] },
): string =>
  element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      role: 'img',
      'aria-label': `${title}. ${description}`,
      'font-family': fonts.sans,
      'font-size': 11,
    },
    [element('rect', { width, height, rx: 4, fill: ground }), ...body].join(''),
  )
