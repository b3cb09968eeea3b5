import type { Parts, Suppression } from '#shared/flow/document.ts'
import type { FlowGraph } from '#shared/flow/graph.ts'
import type { BlockId } from '#shared/flow/ids.ts'
import type { Diagnostic, Location } from './diagnostic.ts'
import { atBlock, atFlow } from './locations.ts'

type About = {
  readonly graph: FlowGraph
  /** Whether the rule of this id had its turn. */
  readonly ran: (code: string) => boolean
  readonly knows: (code: string) => 'error' | 'other' | null
}

const blocksOf = (location: Location, graph: FlowGraph): readonly BlockId[] => {
  switch (location.at) {
    case 'flow':
      return []
    case 'block':
      return [location.id]
    case 'port':
      return [location.ref.block]
    case 'connection': {
      const connection = graph.connections[location.id]
      return connection ? [connection.from.block, connection.to.block] : []
    }
    default:
      return location satisfies never
  }
}

const covers = (suppression: Suppression, diagnostic: Diagnostic, graph: FlowGraph): boolean =>
  suppression.code === diagnostic.code &&
  suppression.reason.trim() !== '' &&
  diagnostic.severity !== 'error' &&
  (suppression.block === undefined || blocksOf(diagnostic.location, graph).includes(suppression.block))

const complaint = (suppression: Suppression, about: About): string => {
  const known = about.knows(suppression.code)
  if (known === null) return `A suppression names a rule that does not exist, found “${suppression.code}”`
  if (known === 'error') return `Errors cannot be suppressed, found a suppression of ${suppression.code}`
  if (suppression.reason.trim() === '')
    return `The suppression of ${suppression.code} needs its reason, found none`
  return `The suppression of ${suppression.code} suppresses nothing, found “${suppression.reason}”`
}

const unused = ([id, suppression]: [string, Suppression], about: About): Diagnostic => ({
  code: 'check/unused-suppression',
  severity: 'warning',
  message: complaint(suppression, about),
  location:
    suppression.block !== undefined && about.graph.blocks[suppression.block]
      ? atBlock(suppression.block)
      : atFlow,
  fixes: [
    {
      title: 'Remove the suppression',
      patch: [{ op: 'part.set', part: 'suppressions', id, value: null }],
      preferred: true,
    },
  ],
})

/**
 * Marks warnings and advice that the document suppresses with the reason, and adds one diagnostic for each suppression
 * that does nothing. A suppression of a rule that had no turn (errors stopped its stage) is left in peace.
 */
export const suppress = (
  found: readonly Diagnostic[],
  suppressions: Parts['suppressions'],
  about: About,
): readonly Diagnostic[] => {
  const entries = Object.entries(suppressions).toSorted(([a], [b]) => (a < b ? -1 : 1))
  if (entries.length === 0) return found
  const used = new Set<string>()
  const marked = found.map(diagnostic => {
    const entry = entries.find(([, suppression]) => covers(suppression, diagnostic, about.graph))
    if (!entry) return diagnostic
    for (const [id, suppression] of entries) if (covers(suppression, diagnostic, about.graph)) used.add(id)
    return { ...diagnostic, suppressed: entry[1].reason }
  })
  const idle = entries.filter(([id, { code }]) => !used.has(id) && about.ran(code))
  return [...marked, ...idle.map(entry => unused(entry, about))]
}
