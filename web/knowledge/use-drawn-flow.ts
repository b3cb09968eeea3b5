import { useMemo, useState } from 'react'
import type { FlowIndex } from '#shared/flow/block-definition.ts'
import { drawnFlow } from '#shared/knowledge/drawn-flow.ts'
import { useDocument } from '../document/document-store.ts'

const isoToday = (): string => new Date().toISOString().slice(0, 10)

/** The flow on the canvas, for pictures and lists that follow it; null while nothing is drawn. */
export const useDrawnFlow = (): FlowIndex | null => {
  const graph = useDocument(state => state.document.graph)
  const [today] = useState(isoToday)
  return useMemo(() => {
    const flow = drawnFlow(graph, today)
    return flow.blocks().length === 0 ? null : flow
  }, [graph, today])
}
