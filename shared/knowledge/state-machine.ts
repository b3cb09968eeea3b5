import type { FlowIndex } from '#shared/flow/block-definition.ts'

/** One end of a drawn transition: an edge of a state's box (`n`, `e`, `s`, `w`) and pixels from that edge's middle. */
export type Anchor = readonly [side: 'n' | 'e' | 's' | 'w', offset?: number]

/**
 * How a transition is drawn, on the grid on which the states stand. Without `via` it is straight or has one corner;
 * `via` names lanes in turn, as columns (x) after a side, as rows (y) after top or bottom: 0.5 lies between the first two.
 */
export type Route = {
  readonly from: Anchor
  readonly to: Anchor
  readonly via?: readonly number[]
  /** On which straight piece the words stand; the longest when absent. */
  readonly label?: number
  /** Words of a horizontal piece stand above it, or below. */
  readonly below?: boolean
  /** Moves the words along their piece, in pixels. */
  readonly shift?: number
}

/** A state that an object of Stripe can have. */
export type State = {
  /** The word that the API uses, as in `status`. */
  readonly id: string
  /** What it means, at most 28 letters: it stands in the picture. */
  readonly meaning: string
  /** `status`: a value of the object's status; `flag`: another field tells it; `moment`: no field does, it passes. */
  readonly told: 'status' | 'flag' | 'moment'
  /** It can stay so for good, though a few ends are reopened: how that end is for the business. */
  readonly end?: 'good' | 'bad' | 'neutral'
  /** Where its box stands: column (0 to 2) and row. */
  readonly at: readonly [column: number, row: number]
}

/** A way from one state to another. */
export type Transition = {
  /** `start` = it comes into being; `any` = from every state that is not an end. */
  readonly from: string
  readonly to: string
  /** What brings it about, a whole sentence's worth. */
  readonly trigger: string
  /** The same in the fewest words, for the picture; `|` breaks the line. */
  readonly says: string
  /** Events that Stripe sends. */
  readonly events: readonly string[]
  readonly route: Route
  /** Whether a design can bring it about; absent = every design that has the object. */
  readonly when?: (flow: FlowIndex) => boolean
}

/** The life of one kind of Stripe object: its states, and what leads from one to the next. */
export type StateMachine = {
  readonly id: string
  readonly title: string
  readonly summary: string
  /** What a reader should take away, a few sentences. */
  readonly notes: readonly string[]
  readonly source: string
  /** Kinds whose blocks bring such an object about, the most telling first. */
  readonly kinds: readonly string[]
  /** What happens when a design draws none of these kinds. */
  readonly absent: string
  readonly states: readonly State[]
  readonly transitions: readonly Transition[]
}

/** What of a state machine a design can reach, by state id and index of transition. */
export type Reach = { readonly states: ReadonlySet<string>; readonly transitions: ReadonlySet<number> }

const NOTHING: Reach = { states: new Set(), transitions: new Set() }

const isEnd = (machine: StateMachine, id: string): boolean =>
  machine.states.some(state => state.id === id && state.end !== undefined)

/** Whether a design draws what brings the object about. */
export const isDrawn = (machine: StateMachine, flow: FlowIndex): boolean =>
  machine.kinds.some(kind => flow.ofKind(kind).length > 0)

/** What of the machine a design can reach: nothing when it draws no block that brings the object about. */
export const reach = (machine: StateMachine, flow: FlowIndex): Reach => {
  if (!isDrawn(machine, flow)) return NOTHING
  const states = new Set(['start'])
  const transitions = new Set<number>()
  const open = (from: string): boolean =>
    from === 'any' ? [...states].some(id => id !== 'start' && !isEnd(machine, id)) : states.has(from)
  let before = -1
  while (before !== transitions.size) {
    before = transitions.size
    for (const [index, { from, to, when }] of machine.transitions.entries()) {
      if (!open(from) || when?.(flow) === false) continue
      transitions.add(index)
      states.add(to)
    }
  }
  states.delete('start')
  return { states, transitions }
}
