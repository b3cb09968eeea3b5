import ELK, { type ElkNode } from 'elkjs/lib/elk-api.js'
import workerUrl from 'elkjs/lib/elk-worker.min.js?url'
import type { GraphPatch } from '#shared/flow/edits.ts'
import { graphToTidy, type Tidying } from './tidy-graph.ts'
import { tidyPatch } from './tidy-moves.ts'

let engine: { layout(graph: ElkNode): Promise<ElkNode> } | null = null

/** The moves that make a drawing tidy. The engine works in a worker of its own and is loaded when it is first needed. */
export const tidyMoves = async (tidying: Tidying): Promise<GraphPatch> => {
  engine ??= new ELK({ workerFactory: () => new Worker(workerUrl) })
  return tidyPatch(await engine.layout(graphToTidy(tidying)), tidying)
}
