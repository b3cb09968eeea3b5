import { blockField, choice, date, number, optionalNumber, type PropsOf, rows, toggle } from './fields.ts'
import type { Block } from './graph.ts'
import type { Turn } from './turn.ts'

const row = {
  price: blockField({
    title: 'Price',
    help: 'Of this phase; every connected price when empty.',
    parameter: 'items.price',
    kinds: ['price'],
  }),
  quantity: number({
    title: 'Quantity',
    help: 'Of its prices.',
    parameter: 'items.quantity',
    min: 1,
    initial: 1,
  }),
  items: rows({
    title: 'Items',
    help: 'Where it bills some of several prices, or each in its own quantity: these, and nothing else.',
    parameter: 'items',
    row: {
      price: blockField({ title: 'Price', help: 'A connected price.', parameter: 'price', kinds: ['price'] }),
      quantity: number({
        title: 'Quantity',
        help: 'How many of it.',
        parameter: 'quantity',
        min: 1,
        initial: 1,
      }),
    },
  }),
  durationInterval: choice({
    title: 'Lasts, unit',
    help: 'Unit of its length.',
    parameter: 'duration.interval',
    initial: 'month',
    choices: [
      { value: 'day', label: 'Days' },
      { value: 'week', label: 'Weeks' },
      { value: 'month', label: 'Months' },
      { value: 'year', label: 'Years' },
    ],
  }),
  durationCount: optionalNumber({
    title: 'Lasts',
    help: 'How many of them; or an end below.',
    parameter: 'duration.interval_count',
    min: 1,
  }),
  endDate: date({ title: 'Ends at', help: 'A time instead of a length.', parameter: 'end_date' }),
  proration: choice({
    title: 'Change billed',
    help: 'How the change to this phase is billed.',
    parameter: 'proration_behavior',
    initial: 'create_prorations',
    choices: [
      { value: 'create_prorations', label: 'Prorate on the next invoice' },
      { value: 'always_invoice', label: 'Prorate and invoice now' },
      { value: 'none', label: 'Do not prorate' },
    ],
  }),
  trial: toggle({
    title: 'Free',
    help: 'Nothing is paid during this phase.',
    parameter: 'trial',
    initial: false,
  }),
  iterations: optionalNumber({
    title: 'Iterations (old)',
    help: 'Old designs count periods; the length says it today.',
    min: 1,
  }),
}

/** A phase of a subscription schedule. */
export type Phase = PropsOf<typeof row>

/** The phases of a schedule: twelve months of everything that is connected, at first. */
export const phasesField = rows({
  title: 'Phases',
  help: 'One after the other: what is billed, for how long, and how the change is billed.',
  parameter: 'phases',
  initial: [
    {
      price: undefined,
      quantity: 1,
      items: [],
      durationInterval: 'month',
      durationCount: 12,
      endDate: '',
      proration: 'create_prorations',
      trial: false,
      iterations: undefined,
    },
  ],
  row,
})

/** What a phase bills of the prices that are connected to its schedule. */
export const itemsOfPhase = (
  { price, quantity, items }: Pick<Phase, 'price' | 'quantity' | 'items'>,
  prices: readonly Block[],
): readonly { readonly price: Block; readonly quantity: number }[] => {
  if (items.length > 0)
    return items.flatMap(item => {
      const found = prices.find(({ id }) => id === item.price)
      return found ? [{ price: found, quantity: item.quantity }] : []
    })
  return prices.filter(({ id }) => price === undefined || id === price).map(one => ({ price: one, quantity }))
}

/** How many months a phase lasts; null where it is not said in months or years. */
export const monthsOfPhase = ({ durationInterval, durationCount }: Phase): number | null => {
  if (durationCount === undefined) return null
  if (durationInterval === 'month') return durationCount
  return durationInterval === 'year' ? 12 * durationCount : null
}

/** A place in a schedule, from 1, in the units in which its phases tell their length; null = they do not. */
type Place = {
  readonly at: number
  readonly lengthOf: (phase: Phase) => number | null
  readonly end: 'cancel' | 'release'
}

/** The phase in which a place of the schedule lies; after the last one, null when it is cancelled, else the last one. */
const phaseAt = (phases: readonly Phase[], { at, lengthOf, end }: Place): Phase | null => {
  let over = 0
  for (const phase of phases) {
    const length = lengthOf(phase)
    if (length === null) return phase
    over += length
    if (at <= over) return phase
  }
  return end === 'release' ? (phases.at(-1) ?? null) : null
}

/** How many days a phase lasts; null where it is not said in days or weeks. */
const daysOfPhase = ({ durationInterval, durationCount }: Phase): number | null => {
  const days = { day: 1, week: 7, month: undefined, year: undefined }[durationInterval]
  return durationCount === undefined || days === undefined ? null : days * durationCount
}

/** The phase in which a turn of a schedule lies; null when it has ended, undefined where a block has no phases. */
export const phaseOf = ({ kind, props }: Block, { month, day }: Turn): Phase | null | undefined => {
  if (kind !== 'subscription-schedule') return undefined
  const phases = phasesField.schema.safeParse(props['phases'])
  if (!phases.success) return undefined
  const end = props['endBehavior'] === 'cancel' ? 'cancel' : 'release'
  const byDay = phases.data.length > 0 && phases.data.every(phase => daysOfPhase(phase) !== null)
  return byDay && day !== null
    ? phaseAt(phases.data, { at: day + 1, lengthOf: daysOfPhase, end })
    : phaseAt(phases.data, { at: month, lengthOf: monthsOfPhase, end })
}
