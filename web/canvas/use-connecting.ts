import { type OnConnect, type OnConnectEnd, type OnConnectStart, useReactFlow } from '@xyflow/react'
import { useMemo } from 'react'
import { type Definitions, refusal } from '#shared/flow/connect.ts'
import type { PortRef } from '#shared/flow/graph.ts'
import { type BlockId, blockId } from '#shared/flow/ids.ts'
import { portOfHandle } from '#shared/scene/port-places.ts'
import { bestEnds, connectionBetween, ordered } from '../document/compose.ts'
import { documentStore } from '../document/document-store.ts'
import { useView } from '../view/view-store.ts'
import { endsOf } from './from-react-flow.ts'
import { useHovered } from './hovered-store.ts'
import { blockOfNode, type WireEdge } from './to-react-flow.ts'

const pointOf = (event: MouseEvent | TouchEvent): { x: number; y: number } => {
  if ('clientX' in event) return { x: event.clientX, y: event.clientY }
  const touch = event.changedTouches[0]
  return { x: touch?.clientX ?? 0, y: touch?.clientY ?? 0 }
}

const connect = (ends: readonly [PortRef, PortRef]): void => {
  const { graph } = documentStore.use.getState().document
  const connection = connectionBetween(graph.connections, ends[0], ends[1])
  documentStore.change([{ op: 'connection.add', connection }], { label: 'Connect' })
}

/** Everything about drawing a connection: what fits, what is refused, and what happens where it ends. */
export const useConnecting = (definitions: Definitions) => {
  const { screenToFlowPosition, getNodes } = useReactFlow()
  return useMemo(() => {
    const graphNow = () => documentStore.use.getState().document.graph

    const onConnectStart: OnConnectStart = (_event, { nodeId, handleId }) => {
      if (!nodeId || !handleId) return
      const from: PortRef = { block: blockId(nodeId), port: portOfHandle(handleId) }
      const legal = new Set<BlockId>([from.block])
      for (const node of getNodes()) {
        const id = blockOfNode(node)
        if (bestEnds(graphNow(), [from, id], definitions)) legal.add(id)
      }
      useView.setState({ connecting: { from, legal }, appendMenu: null })
    }

    const onConnect: OnConnect = connection => {
      connect(ordered(graphNow(), endsOf(connection), definitions))
    }

    const onConnectEnd: OnConnectEnd = (event, { isValid, toHandle }) => {
      const { connecting } = useView.getState()
      const hovered = useHovered.getState().block
      useView.setState({ connecting: null })
      useHovered.setState({ block: null })
      if (!connecting || isValid || toHandle) return
      if (hovered) {
        const ends =
          hovered === connecting.from.block
            ? null
            : bestEnds(graphNow(), [connecting.from, hovered], definitions)
        if (ends) connect(ends)
        return
      }
      const screen = pointOf(event)
      useView.setState({ appendMenu: { from: connecting.from, screen, at: screenToFlowPosition(screen) } })
    }

    const isValidConnection = (connection: Parameters<typeof endsOf>[0] | WireEdge): boolean =>
      refusal(graphNow(), ordered(graphNow(), endsOf(connection), definitions), definitions) === null

    return {
      onConnectStart,
      onConnect,
      onConnectEnd,
      isValidConnection,
      onNodeMouseEnter: (_event: unknown, node: { id: string }) => {
        if (useView.getState().connecting) useHovered.setState({ block: blockOfNode(node) })
      },
      onNodeMouseLeave: () => {
        if (useHovered.getState().block) useHovered.setState({ block: null })
      },
    }
  }, [definitions, getNodes, screenToFlowPosition])
}
