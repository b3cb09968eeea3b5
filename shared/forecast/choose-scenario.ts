import { definitionOf } from '#shared/blocks/index.ts'
import type { FlowIndex } from '#shared/flow/block-definition.ts'
import { completeProps } from '#shared/flow/complete-props.ts'
import type { FlowDocument, Scenario } from '#shared/flow/document.ts'
import { indexFlow } from '#shared/flow/flow-index.ts'
import { offeredScenarios } from '#shared/lifecycles/offers.ts'

/** Scenario and months as somebody asks for them; `otherwise` = months where nobody says. */
export type ScenarioWish = {
  readonly scenario?: string | undefined
  readonly months?: number | undefined
  readonly otherwise: number
}

/** The flow of a document as its blocks mean it: what they leave out has its initial value. */
const flowOf = ({ graph }: FlowDocument): FlowIndex =>
  indexFlow(completeProps(graph, definitionOf).graph, { today: '' })

/**
 * Scenarios that can be chosen by id: the document's own first, then what can happen to its blocks. `flow` is the
 * document's, where it is known already.
 */
export const scenariosOf = (
  document: FlowDocument,
  flow: FlowIndex = flowOf(document),
): ReadonlyMap<string, Scenario> => {
  const { parts } = document
  const offered = [...offeredScenarios(flow)]
  const free = offered.filter(([id]) => !Object.hasOwn(parts.scenarios, id))
  return new Map([...Object.entries(parts.scenarios), ...free])
}

/**
 * The scenario to play: the named one, of the document or of what can happen to its blocks, or one in which every
 * payment succeeds. `months` wins over the scenario's own. Null when there is none of that name.
 */
export const chooseScenario = (
  document: FlowDocument,
  { scenario: id, months, otherwise }: ScenarioWish,
): Scenario | null => {
  if (id === undefined) {
    return {
      title: 'Every payment succeeds',
      months: months ?? otherwise,
      seed: 1,
      volumes: {},
      incidents: [],
    }
  }
  const named = scenariosOf(document).get(id)
  return named === undefined ? null : { ...named, months: months ?? named.months }
}
