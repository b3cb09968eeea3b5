import type { FlowIndex } from '#shared/flow/block-definition.ts'
import type { Scenario } from '#shared/flow/document.ts'
import { refusalByDays } from './by-days.ts'
import { LIFECYCLES, lifecycleOf } from './index.ts'
import type { Offer } from './lifecycle.ts'

/**
 * Scenarios that a flow is offered beside its own: everything that can happen to its blocks, by id. Where two blocks
 * could have the same thing happen, the later one's id names its block.
 */
export const offeredScenarios = (flow: FlowIndex): ReadonlyMap<string, Scenario> => {
  const found = new Map<string, Scenario>()
  for (const lifecycle of Object.values(LIFECYCLES)) {
    for (const block of flow.blocks().filter(({ kind }) => lifecycle.on.includes(kind))) {
      const fits = ({ scenario }: Offer) =>
        scenario.incidents.every(
          one => lifecycleOf(one.kind)?.refusal(one, flow) === null && refusalByDays(one, flow) === null,
        )
      for (const { id, scenario } of lifecycle.offers(block, flow).filter(fits))
        found.set(found.has(id) ? `${id}-${block.id}` : id, scenario)
    }
  }
  return found
}
