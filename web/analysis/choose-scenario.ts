import type { FlowDocument, Scenario } from '#shared/flow/document.ts'

/** What is played when a document has no scenario of its own: the first payment. */
export const FIRST_PAYMENT: Scenario = {
  title: 'First payment',
  months: 1,
  seed: 1,
  volumes: {},
  incidents: [],
}

/** A scenario with the id under which the document keeps it, or would keep it. */
export type ChosenScenario = { readonly id: string; readonly scenario: Scenario }

/** Scenarios by id. */
export type Scenarios = ReadonlyMap<string, Scenario>

const none: Scenarios = new Map()

/**
 * The scenario of this id, of the document or of what can happen to its blocks; else the document's first one, else the
 * first payment alone.
 */
export const chosenScenario = (
  { parts }: Pick<FlowDocument, 'parts'>,
  id: string | null,
  offered: Scenarios = none,
): ChosenScenario => {
  const wanted = id === null ? undefined : (parts.scenarios[id] ?? offered.get(id))
  if (id !== null && wanted) return { id, scenario: wanted }
  const [first] = Object.entries(parts.scenarios)
  return first ? { id: first[0], scenario: first[1] } : { id: 'first', scenario: FIRST_PAYMENT }
}
