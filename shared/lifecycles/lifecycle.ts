import type * as z from 'zod/mini'
import type { FlowIndex } from '#shared/flow/block-definition.ts'
import type { Incident, Scenario } from '#shared/flow/document.ts'
import type { Block } from '#shared/flow/graph.ts'
import type { IncidentBooks, MonthAhead } from './incident-books.ts'
import type { IncidentCalls } from './incident-calls.ts'

/** An incident with its block and its properties read; `day` counts from the payment of its month. */
export type Happening<P> = {
  readonly month: number
  readonly day: number
  readonly block: Block
  readonly props: P
}

/** A scenario under a name that is unique among those that a flow is offered. */
export type Offer = { readonly id: string; readonly scenario: Scenario }

/**
 * Something that can happen to a payment after it was drawn: what a run does to bring it about and to answer it, and
 * what a forecast books. Both are told apart by month and block, so that any number may happen in one scenario.
 */
type LifecycleDraft<P> = {
  /** Kind of the incident: `refund`. */
  readonly kind: string
  readonly title: string
  /** Kinds of the blocks that it happens to. */
  readonly on: readonly string[]
  readonly props: z.ZodMiniType<P>
  /** It can happen days after the payment; absent = it happens with it. */
  readonly onAnyDay?: true
  /** Why it happens with the payment only, as a sentence, where that is not plain. */
  readonly atOnceBecause?: string
  /** Why it cannot happen here, in a sentence; null when it can. */
  refusal(happening: Happening<P>, flow: FlowIndex): string | null
  /** Scenarios in which it happens to this block, for people to choose from. */
  offers(block: Block, flow: FlowIndex): readonly Offer[]
  /** Before a month is played: what does not happen in it. */
  prepare?(happening: Happening<P>, ahead: MonthAhead): void
  /** Books what follows from it, after its month was played. */
  forecast?(happening: Happening<P>, books: IncidentBooks): void
  /** The calls of a run, stage by stage. */
  compile(happening: Happening<P>, calls: IncidentCalls): void
}

/** A lifecycle as the registry holds it: incidents come as they stand in a document. */
export type Lifecycle = Pick<LifecycleDraft<never>, 'kind' | 'title' | 'on' | 'offers' | 'onAnyDay'> & {
  /** Why an incident cannot happen; null when it can. */
  readonly refusal: (incident: Incident, flow: FlowIndex) => string | null
  readonly prepare: (incident: Incident, ahead: MonthAhead) => void
  readonly forecast: (incident: Incident, books: IncidentBooks) => void
  readonly compile: (incident: Incident, calls: IncidentCalls) => void
}

/** Types a lifecycle by its properties. What an incident says is read here, once. */
export const defineLifecycle = <P>(draft: LifecycleDraft<P>): Lifecycle => {
  const read = (incident: Incident, flow: FlowIndex): Happening<P> | string => {
    const { block: id, month, day = 0, props = {} } = incident
    const block = flow.block(id)
    if (!block) return `There is no block “${id}”.`
    if (!draft.on.includes(block.kind))
      return `“${block.label}” is a ${block.kind}; it needs ${draft.on.join(' or ')}.`
    if (day > 0 && !draft.onAnyDay)
      return [`It happens with the payment, not on day ${day} after it.`, draft.atOnceBecause]
        .filter(Boolean)
        .join(' ')
    const parsed = draft.props.safeParse(props)
    if (parsed.success) return { month, day, block, props: parsed.data }
    const [problem] = parsed.error.issues
    return `${problem?.path.join('.') || 'props'}: ${problem?.message ?? 'not understood'}.`
  }
  const refusal = (incident: Incident, flow: FlowIndex): string | null => {
    const happening = read(incident, flow)
    return typeof happening === 'string' ? happening : draft.refusal(happening, flow)
  }
  const when = (incident: Incident, flow: FlowIndex, go: (happening: Happening<P>) => void): void => {
    const happening = read(incident, flow)
    if (typeof happening !== 'string' && draft.refusal(happening, flow) === null) go(happening)
  }
  return {
    kind: draft.kind,
    title: draft.title,
    on: draft.on,
    ...(draft.onAnyDay && { onAnyDay: true }),
    offers: (block, flow) => draft.offers(block, flow),
    refusal,
    prepare: (incident, ahead) => when(incident, ahead.flow, happening => draft.prepare?.(happening, ahead)),
    forecast: (incident, books) =>
      when(incident, books.flow, happening => draft.forecast?.(happening, books)),
    compile: (incident, calls) => when(incident, calls.flow, happening => draft.compile(happening, calls)),
  }
}
