import type * as z from 'zod/mini'
import type { Definitions } from './connect.ts'
import type { Block, FlowGraph } from './graph.ts'
import { type BlockId, entriesOf } from './ids.ts'
import { schemaOfProps } from './props-schema.ts'

/** A property that its field does not accept, or that the kind does not have; '' = the kind itself is unknown. */
export type PropsProblem = { readonly block: BlockId; readonly field: string; readonly message: string }

/** A graph whose blocks have every property that their kind declares, and what stood in the way for the others. */
export type CompleteGraph = { readonly graph: FlowGraph; readonly problems: readonly PropsProblem[] }

const problemsOf = (block: Block, error: z.core.$ZodError): PropsProblem[] =>
  error.issues.map(issue =>
    issue.code === 'unrecognized_keys'
      ? {
          block: block.id,
          field: issue.keys[0] ?? '',
          message: `has no property “${issue.keys.join('”, “')}”`,
        }
      : { block: block.id, field: String(issue.path[0] ?? ''), message: issue.message },
  )

/** Fills in the initial value of every missing property. Blocks whose props are wrong are left out and reported. */
export const completeProps = (graph: FlowGraph, definitions: Definitions): CompleteGraph => {
  const problems: PropsProblem[] = []
  const blocks: [BlockId, Block][] = []
  for (const [id, block] of entriesOf(graph.blocks)) {
    const definition = definitions(block.kind)
    if (!definition) {
      problems.push({ block: id, field: '', message: `is of the unknown kind “${block.kind}”` })
      continue
    }
    const parsed = schemaOfProps(definition).safeParse(block.props)
    if (parsed.success) blocks.push([id, { ...block, props: parsed.data }])
    else problems.push(...problemsOf(block, parsed.error))
  }
  return { graph: { ...graph, blocks: Object.fromEntries(blocks) }, problems }
}
