import type { BlockDefinition, FlowIndex } from '#shared/flow/block-definition.ts'
import type { Block } from '#shared/flow/graph.ts'
import type { Rect } from './block-size.ts'
import type { PortPlace } from './port-places.ts'
import { cutText, element, escapeXml } from './svg.ts'
import type { Colour } from './tokens.ts'

/** How bad something at a block or connection is; drawn as a shape, never as colour alone. */
export type Mark = 'error' | 'warning' | 'info'

/** What a card is drawn from. */
export type Card = {
  readonly block: Block
  readonly definition: BlockDefinition | undefined
  readonly rect: Rect
  readonly places: readonly PortPlace[]
  readonly flow: FlowIndex
  readonly mark?: Mark | undefined
}

/** Colours by name; and, where somebody has them, icons: what stands inside a 24×24 stroke icon's SVG, by lucide name. */
export type Palette = { colour(name: Colour): string; icon?(name: string): string | undefined }

const FAMILIES = {
  customer: ['fCustomer', 'fCustomerSoft'],
  catalog: ['fCatalog', 'fCatalogSoft'],
  billing: ['fBilling', 'fBillingSoft'],
  payments: ['fPayments', 'fPaymentsSoft'],
  connect: ['fConnect', 'fConnectSoft'],
  operations: ['fOperations', 'fOperationsSoft'],
} as const

const tile = ({ definition }: Card, palette: Palette, { x, y }: { x: number; y: number }): string => {
  const [ink, soft] = FAMILIES[definition?.category ?? 'operations']
  const drawn = definition && palette.icon?.(definition.icon)
  const icon = drawn
    ? element(
        'g',
        {
          transform: `translate(${x + 2.5} ${y + 2.5}) scale(0.5417)`,
          fill: 'none',
          color: palette.colour(ink),
          stroke: palette.colour(ink),
          'stroke-width': 2,
          'stroke-linecap': 'round',
          'stroke-linejoin': 'round',
        },
        drawn,
      )
    : ''
  return element('rect', { x, y, width: 18, height: 18, rx: 2, fill: palette.colour(soft) }) + icon
}

const text = (content: string, values: Readonly<Record<string, string | number | undefined>>): string =>
  element('text', values, escapeXml(content))

const BADGES: Readonly<Record<Mark, (x: number, y: number) => string>> = {
  error: (x, y) => `M${x + 4} ${y}h6l4 4v6l-4 4h-6l-4-4v-6z`,
  warning: (x, y) => `M${x + 7} ${y}l7 13h-14z`,
  info: (x, y) => `M${x + 7} ${y}a7 7 0 1 1 0 14a7 7 0 1 1 0-14z`,
}
const BADGE_COLOUR = { error: 'error', warning: 'warn', info: 'accent' } as const

/** A badge with the shape of its severity: octagon, triangle, circle. */
const badge = (mark: Mark, palette: Palette, { x, y }: { x: number; y: number }): string => {
  const colour = palette.colour(BADGE_COLOUR[mark])
  const sign = mark === 'info' ? 'i' : '!'
  return (
    element('path', {
      d: BADGES[mark](x, y),
      fill: palette.colour('surface'),
      stroke: colour,
      'stroke-width': 1.5,
      'stroke-linejoin': 'round',
    }) +
    text(sign, {
      x: x + 7,
      y: y + 11,
      'text-anchor': 'middle',
      'font-size': 10,
      'font-weight': 600,
      fill: colour,
    })
  )
}

const port = ({ x, y, port: { carries } }: PortPlace, { rect }: Card, palette: Palette): string => {
  const at = { x: rect.x + x, y: rect.y + y }
  if (carries === 'money')
    return element('rect', {
      x: at.x - 2.5,
      y: at.y - 6,
      width: 5,
      height: 12,
      fill: palette.colour('money'),
    })
  const outline = { fill: palette.colour('surface'), stroke: palette.colour('ink3'), 'stroke-width': 1.25 }
  if (carries === 'ref') return element('circle', { cx: at.x, cy: at.y, r: 3.5, ...outline })
  return element('path', { d: `M${at.x} ${at.y - 4}l4 4l-4 4l-4-4z`, ...outline })
}

/** Facts need whole props; a block whose props are wrong, or which is disabled, says none. */
const factsOf = ({ block, definition, flow }: Card): string => {
  const whole = flow.block(block.id)
  return (whole && definition?.facts?.(whole, flow)) ?? ''
}

const words = (card: Card, palette: Palette): string => {
  const { rect, block, definition } = card
  const struck = block.disabled ? 'line-through' : undefined
  const label = {
    fill: palette.colour('ink'),
    'font-size': 13,
    'font-weight': 600,
    'text-decoration': struck,
  }
  const room = rect.width - 16 - (card.mark ? 18 : 0)
  if (rect.height < 60) {
    const middle = rect.y + rect.height / 2
    return (
      tile(card, palette, { x: rect.x + 8, y: middle - 9 }) +
      text(cutText(block.label, 13, room - 24), { x: rect.x + 32, y: middle + 4.5, ...label })
    )
  }
  const small = { 'font-size': 11, fill: palette.colour('ink3') }
  return (
    tile(card, palette, { x: rect.x + 8, y: rect.y + 6 }) +
    text(cutText(definition?.title ?? block.kind, 11, room - 24), {
      x: rect.x + 32,
      y: rect.y + 19,
      ...small,
    }) +
    text(cutText(block.label, 13, rect.width - 16), { x: rect.x + 8, y: rect.y + 41, ...label }) +
    text(cutText(factsOf(card), 11, rect.width - 16), {
      x: rect.x + 8,
      y: rect.y + rect.height - 9,
      ...small,
    })
  )
}

/** A block's card as on the canvas: tile, kind, label, facts, ports, and the badge of what is wrong with it. */
export const drawCard = (card: Card, palette: Palette): string => {
  const { rect, block, mark } = card
  const bad = mark === 'error'
  const box = element('rect', {
    ...rect,
    rx: 3,
    fill: palette.colour('surface'),
    stroke: palette.colour(bad ? 'error' : 'lineStrong'),
    'stroke-width': bad ? 2 : 1,
    'stroke-dasharray': block.disabled ? '4 3' : undefined,
  })
  const badgeAt = { x: rect.x + rect.width - 22, y: rect.y + (rect.height < 60 ? rect.height / 2 - 7 : 8) }
  return [
    box,
    words(card, palette),
    mark ? badge(mark, palette, badgeAt) : '',
    ...card.places.map(place => port(place, card, palette)),
  ].join('')
}
