import type { FlowIndex } from '#shared/flow/block-definition.ts'
import { type BlockId, entriesOf, type OperationId } from '#shared/flow/ids.ts'
import { withHash } from './hash.ts'
import type { Operation, Plan } from './plan.ts'
import { operationsIn } from './references.ts'

/** A part of a plan, and the blocks whose calls it makes. */
export type PlanPart = { readonly plan: Plan; readonly blocks: ReadonlySet<BlockId> }

/**
 * What some blocks need to run: their calls, those of every block that these wait for, and, for what reacts to a
 * payment, the payment and whatever leads to it. The rest of the flow is left out of plan and forecast alike.
 */
export function partOf(flow: FlowIndex, plan: Plan, wanted: readonly BlockId[]): PlanPart {
  const blocks = closureOf(wanted, needsOf(flow, plan))
  const isIn = ({ block }: Pick<Operation, 'block'>): boolean => blocks.has(block)
  const operations = plan.operations.filter(isIn)
  const made = new Set(operations.map(({ id }) => id))
  const { clock } = plan
  return {
    blocks,
    plan: withHash({
      mode: plan.mode,
      operations,
      reactions: plan.reactions
        .map(reaction => ({ ...reaction, operations: reaction.operations.filter(isIn) }))
        .filter(reaction => reaction.operations.length > 0),
      splits: only(plan.splits, block => blocks.has(block)),
      clock: clock !== null && made.has(clock.operation) ? clock : null,
      accounts: only(plan.accounts, (_block, operation) => made.has(operation)),
    }),
  }
}

const only = <K extends string, V>(
  record: Readonly<Record<K, V>>,
  keep: (key: K, value: V) => boolean,
): Record<string, V> => Object.fromEntries(entriesOf(record).filter(([key, value]) => keep(key, value)))

type Needs = ReadonlyMap<BlockId, ReadonlySet<BlockId>>

/** Which blocks each block waits for. */
function needsOf(flow: FlowIndex, plan: Plan): Needs {
  const all = [...plan.operations, ...plan.reactions.flatMap(({ operations }) => operations)]
  const blockOf = new Map<OperationId, BlockId>(all.map(({ id, block }) => [id, block]))
  const needs = new Map<BlockId, Set<BlockId>>()
  const add = (block: BlockId, other: BlockId | undefined): void => {
    const known = needs.get(block) ?? new Set()
    needs.set(block, known)
    if (other !== undefined && other !== block) known.add(other)
  }
  for (const { block, dependsOn } of all) for (const id of dependsOn) add(block, blockOf.get(id))
  for (const { block, operations } of plan.reactions) {
    for (const operation of operations) add(operation.block, block)
    const source = flow.block(block)
    for (const before of source === undefined ? [] : flow.into(source, 'money-in')) add(block, before.id)
  }
  for (const terms of Object.values(plan.splits)) {
    const prices = terms.legs.flatMap(leg => leg.prices.map(price => price.id))
    for (const id of operationsIn(prices)) add(terms.split, blockOf.get(id))
  }
  return needs
}

function closureOf(wanted: readonly BlockId[], needs: Needs): Set<BlockId> {
  const found = new Set<BlockId>()
  const open = [...wanted]
  for (let block = open.pop(); block !== undefined; block = open.pop()) {
    if (found.has(block)) continue
    found.add(block)
    open.push(...(needs.get(block) ?? []))
  }
  return found
}
