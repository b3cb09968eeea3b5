import type { FlowDocument } from '#shared/flow/document.ts'
import { scenariosOf } from '#shared/forecast/choose-scenario.ts'
import { UsageError } from './command.ts'

/** That the document has no scenario of this id, and which it has. */
export function noScenario(id: string, document: FlowDocument): UsageError {
  const known = [...scenariosOf(document)].map(([key, { title }]) => `${key} (${title})`)
  const has = known.length === 0 ? 'it has none; leave --scenario out' : `it has ${known.join(', ')}`
  return new UsageError(`“${document.name}” has no scenario “${id}”: ${has}.`)
}
