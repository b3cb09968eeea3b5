import type { CompileContext, FlowIndex } from '#shared/flow/block-definition.ts'
import type { Definitions } from '#shared/flow/connect.ts'
import type { Block } from '#shared/flow/graph.ts'
import { type BlockId, type OperationId, operationId } from '#shared/flow/ids.ts'
import type { OperationDraft, Param, Ref, SplitTerms } from '#shared/flow/parameters.ts'
import { metadataParam } from '#shared/flow/subscription-params.ts'
import type { Operation, Plan, PlanClock, Reaction } from './plan.ts'
import { operationsIn } from './references.ts'
import { takesMetadata } from './takes-metadata.ts'
import { daysText } from './wait-text.ts'

/** Where calls go while blocks compile: the plan itself, or the reaction that is being written. */
type Sink = Operation[]

/** Everything that the blocks of one flow compile to, unordered. */
export type Compiled = {
  readonly operations: Operation[]
  readonly reactions: (Reaction & { readonly operations: Operation[] })[]
  readonly splits: Record<BlockId, SplitTerms>
  readonly accounts: Record<BlockId, OperationId>
  clock: PlanClock | null
}

const VERBS: Readonly<Record<string, string>> = {
  create: 'Create',
  update: 'Update',
  retrieve: 'Read',
  list: 'List',
  attach: 'Attach',
  capture: 'Capture',
  cancel: 'Cancel',
  confirm: 'Confirm',
}

const titleOf = (block: Block, call: string, definitions: Definitions): string => {
  const verb = VERBS[call.split('.').at(-1) ?? '']
  const kind = definitions(block.kind)?.title.toLowerCase() ?? block.kind
  return verb ? `${verb} ${kind} “${block.label}”` : `${call} for “${block.label}”`
}

type Params = Readonly<Record<string, Param>>

const isRecord = (param: Param | undefined): param is Params =>
  typeof param === 'object' && !Array.isArray(param) && !('$ref' in param)

/** The block's own metadata under what the call itself keeps there. */
const withMetadata = (params: Params, block: Block): Params => {
  const own = metadataParam(block)
  const { metadata: kept } = params
  return own === undefined ? params : { ...params, metadata: { ...own, ...(isRecord(kept) ? kept : {}) } }
}

const withWait = (title: string, waitDays = 0): string =>
  waitDays === 0 ? title : `${title}, ${daysText(waitDays)} later`

type Optional = Pick<Operation, 'target' | 'onAccount' | 'each' | 'only' | 'when' | 'until' | 'waitDays'>

/** Optional members of an operation that are there; an absent member and an undefined one would hash alike but read differently. */
export const withoutUndefined = ({
  target,
  onAccount,
  each,
  only,
  when,
  until,
  waitDays,
}: { [K in keyof Optional]: Optional[K] | undefined }): Optional => ({
  ...(target === undefined ? {} : { target }),
  ...(onAccount === undefined ? {} : { onAccount }),
  ...(each === undefined ? {} : { each }),
  ...(only === undefined ? {} : { only }),
  ...(when === undefined || when.length === 0 ? {} : { when }),
  ...(until === undefined ? {} : { until }),
  ...(waitDays === undefined || waitDays === 0 ? {} : { waitDays }),
})

/** Compiles blocks on demand: whoever asks for a reference has the other block compiled first. */
export class BlockCompiler {
  readonly compiled: Compiled = { operations: [], reactions: [], splits: {}, accounts: {}, clock: null }
  readonly #flow: FlowIndex
  readonly #mode: Plan['mode']
  readonly #definitions: Definitions
  readonly #visited = new Set<BlockId>()
  readonly #given = new Map<string, Ref>()
  readonly #callsOf = new Map<BlockId, Ref[]>()
  readonly #ids = new Set<OperationId>()

  constructor(flow: FlowIndex, mode: Plan['mode'], definitions: Definitions) {
    this.#flow = flow
    this.#mode = mode
    this.#definitions = definitions
  }

  /** Compiles a block, once. */
  compile(block: Block): void {
    if (this.#visited.has(block.id)) return
    this.#visited.add(block.id)
    this.#definitions(block.kind)?.compile?.(block, this.#contextOf(block, this.compiled.operations))
  }

  #ask(block: Block, port: string): Ref | null {
    this.compile(block)
    return this.#given.get(`${block.id} ${port}`) ?? null
  }

  #freshId(block: Block, name: string): OperationId {
    let id = operationId(`${block.id}.${name}`)
    for (let number = 2; this.#ids.has(id); number += 1) id = operationId(`${block.id}.${name}-${number}`)
    this.#ids.add(id)
    return id
  }

  #accountOf(block: Block): Param | undefined {
    const account = block.onAccount === undefined ? undefined : this.#flow.block(block.onAccount)
    return account && (this.#ask(account, 'account') ?? undefined)
  }

  #call(
    block: Block,
    sink: Sink,
    { call, params, more }: { call: string; params: Params; more: OperationDraft },
  ): Ref {
    const id = this.#freshId(block, more.name ?? call.split('.').at(-1) ?? call)
    const onAccount = more.onAccount ?? this.#accountOf(block)
    const { target, each, only, when, until, waitDays, keyValues = {} } = more
    const sent = takesMetadata(call) ? withMetadata(params, block) : params
    const named = [sent, target, onAccount, each, keyValues, more.after].filter(param => param !== undefined)
    sink.push({
      id,
      block: block.id,
      call,
      title: withWait(more.title ?? titleOf(block, call, this.#definitions), waitDays),
      params: sent,
      ...withoutUndefined({ target, onAccount, each, only, when, until, waitDays }),
      dependsOn: operationsIn(named).toSorted(),
      idempotencyKey: more.key ?? id,
      keyValues,
    })
    const ref: Ref = { $ref: id, path: 'id' }
    if (sink === this.compiled.operations)
      this.#callsOf.set(block.id, [...(this.#callsOf.get(block.id) ?? []), ref])
    return ref
  }

  #contextOf(block: Block, home: Sink): CompileContext {
    let sink = home
    const upstream = (port: string) => this.#flow.into(block, port)
    return {
      mode: this.#mode,
      flow: this.#flow,
      call: (call, params, more = {}) => this.#call(block, sink, { call, params, more }),
      give: (port, ref) => {
        this.#given.set(`${block.id} ${port}`, ref)
        if (port === 'account' && ref.$ref !== 'trigger' && ref.$ref !== 'each')
          this.compiled.accounts[block.id] = ref.$ref
      },
      ref: port => {
        const [first] = upstream(port)
        return first ? this.#handedOn(first, port) : null
      },
      refs: port =>
        upstream(port).flatMap(other => {
          const ref = this.#handedOn(other, port)
          return ref ? [{ block: other, ref }] : []
        }),
      given: (other, port) => this.#ask(other, port),
      after: port =>
        upstream(port).flatMap(other => {
          this.compile(other)
          return this.#callsOf.get(other.id) ?? []
        }),
      on: (draft, react) => {
        const operations: Operation[] = []
        const id = this.compiled.reactions.some(reaction => reaction.id === block.id)
          ? `${block.id}-${draft.events.join('-')}`
          : block.id
        this.compiled.reactions.push({
          id,
          block: block.id,
          on: draft.events,
          fetch: draft.fetch,
          when: draft.when,
          ...(draft.late ? { late: true } : {}),
          operations,
        })
        sink = operations
        react({ $ref: 'trigger', path: '' })
        sink = home
      },
      pass: (port, arrivalFor) => {
        for (const next of this.#flow.outOf(block, port)) {
          const arrival = arrivalFor(next)
          if (arrival) this.#definitions(next.kind)?.receive?.(next, arrival, this.#contextOf(next, sink))
        }
      },
      terms: terms => {
        this.compiled.splits[terms.split] = terms
      },
      clock: (operation, startsAt) => {
        if (operation.$ref !== 'trigger' && operation.$ref !== 'each')
          this.compiled.clock = { operation: operation.$ref, startsAt }
      },
    }
  }

  /** What a block connected into a reference port hands on: a port is named after what it takes, a few take others too. */
  #handedOn(other: Block, port: string): Ref | null {
    const outs =
      this.#definitions(other.kind)?.ports.filter(out => out.direction === 'out' && out.carries === 'ref') ??
      []
    const out = outs.find(candidate => candidate.id === port) ?? outs[0]
    return out ? this.#ask(other, out.id) : null
  }
}
