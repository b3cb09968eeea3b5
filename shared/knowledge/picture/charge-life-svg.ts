import { element } from '#shared/scene/svg.ts'
import type { Colour, Theme } from '#shared/scene/tokens.ts'
import { CHARGE_LIFE, type LifeStep, PHASES, type Phase } from '../charge-life.ts'
import { pictureKey } from './state-machine-svg.ts'
import { coloursOf, picture, word } from './svg.ts'
import { type Face, wrapText } from './text.ts'

type Palette = Readonly<Record<Colour, string>>

const WIDTH = 908
const LEFT = 44
const CELL = 166
const ROW = { first: 64, pitch: 170, band: 16 }
const TITLE: Face = { size: 13, bold: true }
const BODY: Face = { size: 11 }
const HEAD: Face = { size: 12, bold: true }
const PHASE_ORDER: readonly Phase[] = ['payment', 'money', 'back']

/** A step with its place: gate at `x`, channel at `y`, and the lines of its text. */
export type PlacedStep = {
  readonly step: LifeStep
  readonly number: number
  readonly x: number
  readonly y: number
  readonly width: number
  readonly lines: readonly string[]
}

/** Measures the picture of a charge's life. */
export const layOutChargeLife = (): { width: number; height: number; steps: readonly PlacedStep[] } => {
  const steps = CHARGE_LIFE.map((step, index): PlacedStep => {
    const row = PHASE_ORDER.indexOf(step.phase)
    const column = CHARGE_LIFE.filter(other => other.phase === step.phase).indexOf(step)
    return {
      step,
      number: index + 1,
      x: LEFT + column * CELL,
      y: ROW.first + row * ROW.pitch,
      width: CELL,
      lines: wrapText(step.what, CELL - 22, BODY),
    }
  })
  return { width: WIDTH, height: ROW.first + ROW.pitch * 3 + 2, steps }
}

const bandStyle = (placed: PlacedStep, palette: Palette, taken: boolean) => {
  const { phase, id } = placed.step
  if (!taken)
    return { fill: 'none', stroke: palette.lineStrong, 'stroke-width': 1, 'stroke-dasharray': '3 3' }
  const colour = phase === 'back' ? palette.return : palette.money
  const moved = phase !== 'payment' || id === 'capture'
  const bed = phase === 'back' ? palette.returnSoft : palette.moneySoft
  return { fill: moved ? colour : bed, stroke: colour, 'stroke-width': 1.25 }
}

const band = (placed: PlacedStep, palette: Palette, taken: boolean): string =>
  element('rect', {
    x: placed.x,
    y: placed.y,
    width: placed.width,
    height: ROW.band,
    ...bandStyle(placed, palette, taken),
  })

const gate = ({ x, y, number }: PlacedStep, palette: Palette, taken: boolean): string =>
  element(
    'g',
    {},
    [
      element('rect', {
        x: x - 2.5,
        y: y - 6,
        width: 5,
        height: ROW.band + 12,
        fill: taken ? palette.ink : palette.lineStrong,
      }),
      element('rect', {
        x: x + 8,
        y: y - 1,
        width: 18,
        height: 18,
        rx: 2,
        fill: palette.surface,
        stroke: taken ? palette.ink : palette.lineStrong,
      }),
      word(
        String(number),
        { size: 11, bold: true },
        {
          x: x + 17,
          y: y + 12,
          fill: taken ? palette.ink : palette.ink3,
          anchor: 'middle',
        },
      ),
    ].join(''),
  )

const says = ({ x, y, step, lines }: PlacedStep, palette: Palette, taken: boolean): string => {
  const top = y + ROW.band + 24
  const after = top + 17 + lines.length * 14
  return [
    word(step.title, TITLE, { x, y: top, fill: taken ? palette.ink : palette.ink3 }),
    ...lines.map((text, index) =>
      word(text, BODY, { x, y: top + 17 + index * 14, fill: taken ? palette.ink2 : palette.ink3 }),
    ),
    word(step.time, { size: 11, bold: true }, { x, y: after + 2, fill: taken ? palette.ink2 : palette.ink3 }),
  ].join('')
}

const arrowEnd = (
  layout: readonly PlacedStep[],
  phase: Phase,
  { palette, taken }: { palette: Palette; taken: boolean },
) => {
  const row = layout.filter(placed => placed.step.phase === phase)
  const [first, last] = [row[0], row.at(-1)]
  if (!first || !last) return ''
  const colour = taken ? (phase === 'back' ? palette.return : palette.money) : palette.lineStrong
  const middle = first.y + ROW.band / 2
  const tip = phase === 'back' ? first.x - 26 : last.x + last.width + 14
  const foot = phase === 'back' ? first.x - 10 : last.x + last.width
  return element('path', { d: `M${tip} ${middle}L${foot} ${middle - 12}V${middle + 12}Z`, fill: colour })
}

const description = CHARGE_LIFE.map(
  (step, index) => `${index + 1} ${step.title}: ${step.what} ${step.time}.`,
).join(' ')

/**
 * The life of a card charge as SVG text: money is held, then taken, then divided, and may go back. With `taken`, the
 * steps that a design takes are drawn in full and the rest is dashed and quiet.
 */
export const chargeLifeSvg = ({
  theme,
  taken,
}: {
  theme: Theme
  taken?: ReadonlySet<string> | undefined
}): string => {
  const palette = coloursOf(theme)
  const { width, height, steps } = layOutChargeLife()
  const isTaken = (step: LifeStep): boolean => taken === undefined || taken.has(step.id)
  return picture(
    { width, height, title: 'The life of a card charge', description },
    {
      ground: palette.canvas,
      body: [
        ...PHASE_ORDER.map((phase, row) =>
          word(PHASES[phase], HEAD, { x: LEFT - 2, y: ROW.first + row * ROW.pitch - 20, fill: palette.ink2 }),
        ),
        ...PHASE_ORDER.map(phase =>
          arrowEnd(steps, phase, {
            palette,
            taken: CHARGE_LIFE.some(step => step.phase === phase && isTaken(step)),
          }),
        ),
        ...steps.map(placed => band(placed, palette, isTaken(placed.step))),
        ...steps.map(placed => gate(placed, palette, isTaken(placed.step))),
        ...steps.map(placed => says(placed, palette, isTaken(placed.step))),
        ...(taken === undefined
          ? []
          : pictureKey(palette, { x: LEFT, y: height - 20, followed: true, ends: false })),
      ],
    },
  )
}
