import { pathOf } from '#shared/scene/route.ts'
import { element } from '#shared/scene/svg.ts'
import type { Colour, Theme } from '#shared/scene/tokens.ts'
import type { Reach, StateMachine } from '../state-machine.ts'
import { LABEL, layOutMachine, type PlacedState, type PlacedTransition } from './machine-layout.ts'
import { coloursOf, picture, word } from './svg.ts'
import { type Face, textWidth } from './text.ts'

type Palette = Readonly<Record<Colour, string>>

const NAME: Face = { size: 11.5, mono: true }
const MEANING: Face = { size: 11 }

/** What to emphasise in a picture: what a design can reach; absent = all of it alike. */
export type PictureOptions = { readonly theme: Theme; readonly reached?: Reach | undefined }

const moment = ({ x, y, width, height }: PlacedState): string => {
  const [right, middle, bottom] = [x + width, y + height / 2, y + height]
  return `M${x + 14} ${y}H${right - 14}L${right} ${middle}L${right - 14} ${bottom}H${x + 14}L${x} ${middle}Z`
}

const endMark = (box: PlacedState, palette: Palette): string[] => {
  const { end } = box.state
  if (end === undefined) return []
  const foot = box.y + box.height
  const rule = (y: number): string =>
    element('path', {
      d: `M${box.x + 10} ${y}H${box.x + box.width - 10}`,
      stroke: palette.ink2,
      'stroke-width': 1,
    })
  const [x, y] = [box.x + box.width - 17, box.y + 15]
  const shape = {
    good: { d: `M${x - 4} ${y}l3 3l5 -6`, stroke: palette.ok },
    bad: { d: `M${x - 3.5} ${y - 3.5}l7 7m0 -7l-7 7`, stroke: palette.error },
    neutral: { d: `M${x - 4} ${y}h8`, stroke: palette.ink3 },
  }[end]
  return [
    rule(foot - 5.5),
    rule(foot - 3),
    element('path', { ...shape, fill: 'none', 'stroke-width': 1.75, 'stroke-linecap': 'round' }),
  ]
}

const stateBox = (box: PlacedState, palette: Palette, reached: boolean): string => {
  const { state } = box
  const outline = {
    fill: reached ? palette.surface : palette.canvas,
    stroke: reached ? palette.ink : palette.lineStrong,
    'stroke-width': reached ? 1.5 : 1,
    'stroke-dasharray': reached ? undefined : '3 3',
  }
  const shape =
    state.told === 'moment'
      ? element('path', { d: moment(box), ...outline })
      : element('rect', { x: box.x, y: box.y, width: box.width, height: box.height, rx: 3, ...outline })
  const x = state.told === 'moment' ? box.x + box.width / 2 : box.x + 10
  const anchor = state.told === 'moment' ? 'middle' : 'start'
  return element(
    'g',
    {},
    [
      shape,
      word(state.id, state.told === 'moment' ? { size: 12, bold: true } : NAME, {
        x,
        y: box.y + 19,
        fill: reached ? palette.ink : palette.ink3,
        anchor,
      }),
      word(state.meaning, MEANING, { x, y: box.y + 34, fill: reached ? palette.ink2 : palette.ink3, anchor }),
      ...endMark(box, palette),
    ].join(''),
  )
}

const arrow = (points: PlacedTransition['points'], colour: string): string => {
  const [before, last] = [points.at(-2), points.at(-1)]
  if (!before || !last) return ''
  const [dx, dy] = [Math.sign(last.x - before.x), Math.sign(last.y - before.y)]
  const [x, y] = [last.x - dx * 7, last.y - dy * 7]
  const [wx, wy] = [dy * 3.5, dx * 3.5]
  return element('path', {
    d: `M${last.x} ${last.y}L${x + wx} ${y + wy}L${x - wx} ${y - wy}Z`,
    fill: colour,
  })
}

const beginning = ({ transition, points }: PlacedTransition, palette: Palette, colour: string): string => {
  const [start] = points
  if (!start) return ''
  const flat = transition.route.to[0] === 'e' || transition.route.to[0] === 'w'
  const [width, height] = flat ? [4, 16] : [16, 4]
  return element('rect', {
    x: start.x - width / 2,
    y: start.y - height / 2,
    width,
    height,
    fill: transition.from === 'any' ? palette.canvas : colour,
    stroke: colour,
  })
}

const line = (placed: PlacedTransition, palette: Palette, reached: boolean): string => {
  const colour = reached ? palette.ink2 : palette.lineStrong
  const { transition, points } = placed
  return element(
    'g',
    {},
    [
      element('path', {
        d: pathOf(points, 8),
        fill: 'none',
        stroke: colour,
        'stroke-width': reached ? 1.5 : 1,
        'stroke-dasharray': reached ? undefined : '3 3',
      }),
      arrow(points, colour),
      transition.from === 'start' || transition.from === 'any' ? beginning(placed, palette, colour) : '',
    ].join(''),
  )
}

const words = (placed: PlacedTransition, palette: Palette, reached: boolean): string => {
  const { lines, words: area, onLine } = placed
  const fill = reached ? palette.ink : palette.ink3
  return [
    onLine ? element('rect', { ...area, fill: palette.canvas }) : '',
    ...lines.map(({ text, x, y }) => word(text, LABEL, { x, y, fill, anchor: 'middle' })),
  ].join('')
}

type KeyEntry = { readonly text: string; readonly sign: (x: number, y: number) => string }

const keyEntries = (
  palette: Palette,
  { followed, ends }: { followed: boolean; ends: boolean },
): readonly KeyEntry[] => {
  const stroke = (x: number, y: number, dashed: boolean) =>
    element('path', {
      d: `M${x} ${y}h22`,
      stroke: dashed ? palette.lineStrong : palette.ink2,
      'stroke-width': dashed ? 1 : 1.5,
      'stroke-dasharray': dashed ? '3 3' : undefined,
    })
  const double: KeyEntry = {
    text: 'an end',
    sign: (x, y) =>
      element('path', { d: `M${x} ${y - 1.25}h22m-22 2.5h22`, stroke: palette.ink2, 'stroke-width': 1 }),
  }
  const reached: KeyEntry[] = [
    { text: 'this design can get here', sign: (x, y) => stroke(x, y, false) },
    { text: 'it cannot, as drawn', sign: (x, y) => stroke(x, y, true) },
  ]
  return [...(followed ? reached : []), ...(ends ? [double] : [])]
}

/** The key at the foot of a picture: what solid, dashed and double lines mean. */
export const pictureKey = (
  palette: Palette,
  { x, y, ...which }: { x: number; y: number; followed: boolean; ends: boolean },
): readonly string[] => {
  let at = x
  return keyEntries(palette, which).map(({ text, sign }) => {
    const drawn = sign(at, y) + word(text, LABEL, { x: at + 30, y: y + 4, fill: palette.ink3 })
    at += 30 + textWidth(text, LABEL) + 24
    return drawn
  })
}

const description = (machine: StateMachine): string =>
  machine.transitions
    .map(({ from, to, trigger }) => {
      if (from === 'start') return `Begins as ${to}: ${trigger}`
      return `${from === 'any' ? 'Any state' : from} to ${to}: ${trigger}`
    })
    .join('. ')

/**
 * The picture of a state machine as SVG text. With `reached`, what a design can reach is drawn in full and the rest is
 * dashed and quiet; an end carries the accountant's double rule and the sign of its outcome.
 */
export const stateMachineSvg = (machine: StateMachine, { theme, reached }: PictureOptions): string => {
  const palette = coloursOf(theme)
  const layout = layOutMachine(machine)
  const isReached = (index: number): boolean => reached === undefined || reached.transitions.has(index)
  return picture(
    { width: layout.width, height: layout.height, title: machine.title, description: description(machine) },
    {
      ground: palette.canvas,
      body: [
        ...layout.transitions.map((placed, index) => line(placed, palette, isReached(index))),
        ...layout.states.map(box =>
          stateBox(box, palette, reached === undefined || reached.states.has(box.state.id)),
        ),
        ...layout.transitions.map((placed, index) => words(placed, palette, isReached(index))),
        ...pictureKey(palette, { x: 44, y: layout.height - 22, followed: reached !== undefined, ends: true }),
      ],
    },
  )
}
