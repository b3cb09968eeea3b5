import { definitionOf } from '#shared/blocks/index.ts'
import '@xyflow/react/dist/base.css'
import { type ConnectionLineComponentProps, ReactFlow, ReactFlowProvider, useStore } from '@xyflow/react'
import { lazy, Suspense, useMemo, useRef } from 'react'
import type { Rect } from '#shared/scene/block-size.ts'
import { useDocument } from '../document/document-store.ts'
import { useView } from '../view/view-store.ts'
import { BlockNode } from './BlockNode.tsx'
import { CanvasTools, Grid } from './CanvasTools.tsx'
import styles from './FlowCanvas.module.css'
import { FrameNode } from './FrameNode.tsx'
import { NoteNode } from './NoteNode.tsx'
import { Outline } from './Outline.tsx'
import { PlateLayer } from './Plate.tsx'
import { StackNode } from './StackNode.tsx'
import type { CanvasNode, WireEdge } from './to-react-flow.ts'
import { useCanvasKeys } from './use-canvas-keys.ts'
import { useConnecting } from './use-connecting.ts'
import { useDragging } from './use-dragging.ts'
import { useDrawing } from './use-drawing.ts'
import { useDropping } from './use-dropping.ts'
import { useMenu } from './use-menu.ts'
import { useViewport } from './use-viewport.ts'
import { Wire } from './Wire.tsx'
import { ZoomLevelContext, zoomLevel } from './zoom-level.ts'

const ConnectionLine = lazy(async () => ({ default: (await import('./ConnectionLine.tsx')).ConnectionLine }))
const EmptyCanvas = lazy(async () => ({ default: (await import('./EmptyCanvas.tsx')).EmptyCanvas }))
const Ghosts = lazy(async () => ({ default: (await import('./Ghosts.tsx')).Ghosts }))
const WireLayer = lazy(async () => ({ default: (await import('./WireLayer.tsx')).WireLayer }))
const Overview = lazy(async () => ({ default: (await import('./Overview.tsx')).Overview }))
const CanvasMenu = lazy(async () => ({ default: (await import('./CanvasMenu.tsx')).CanvasMenu }))
const AppendMenu = lazy(async () => ({ default: (await import('./AppendMenu.tsx')).AppendMenu }))

/** The line that follows the pointer; loaded with the first connection that is drawn. */
const PointerLine = (props: ConnectionLineComponentProps<CanvasNode>) => (
  <Suspense>
    <ConnectionLine {...props} />
  </Suspense>
)

const nodeTypes = { block: BlockNode, note: NoteNode, frame: FrameNode, stack: StackNode }
const edgeTypes = { wire: Wire }
const snap: [number, number] = [8, 8]
/** Zoom levels at which the words on a ghost can be read. */
const ghostly: ReadonlySet<string> = new Set(['full', 'label'])
const none: WireEdge[] = []
const nowhere: Rect = { x: 0, y: 0, width: 0, height: 0 }
const manySelected = ['Shift', 'Control', 'Meta']

/** The drawing: blocks, wires, and everything that can be done to them with pointer and keys. */
export const FlowCanvas = () => (
  <ReactFlowProvider>
    <Canvas />
  </ReactFlowProvider>
)

const Canvas = () => {
  const frame = useRef<HTMLDivElement>(null)
  const level = useStore(state => zoomLevel(state.transform[2]))
  const locked = useDocument(state => state.access !== 'editing')
  const empty = useDocument(
    state => state.access !== 'loading' && Object.keys(state.document.graph.blocks).length === 0,
  )
  const near = useViewport(frame)
  const far = level === 'far'
  const drawing = useDrawing(far ? nowhere : near)
  const { nodes, onNodesChange, onEdgesChange, onNodeDragStop } = useDragging(drawing)
  const connecting = useConnecting(definitionOf)
  const dropping = useDropping()
  const keys = useCanvasKeys(drawing.cards)
  const menu = useMenu()
  const canvasMenu = useView(view => view.canvasMenu)
  const appending = useView(view => view.appendMenu)
  const plates = useStore(state => state.domNode)
  const plateLayer = useMemo(() => plates?.querySelector('.react-flow__edgelabel-renderer') ?? null, [plates])
  const ghostLayer = !locked && ghostly.has(level) ? plateLayer : null
  const painted = level === 'tile'
  return (
    <div
      ref={frame}
      className={styles.canvas}
      role="application"
      aria-label="Canvas"
      data-zoom={level}
      {...keys}
      {...dropping}
      {...menu}
    >
      {!empty && <Outline frame={frame} nodes={nodes} cards={drawing.cards} />}
      <ZoomLevelContext value={level}>
        <PlateLayer value={plateLayer}>
          <ReactFlow
            nodes={nodes}
            edges={painted ? none : drawing.edges}
            nodeTypes={nodeTypes}
            edgeTypes={edgeTypes}
            onNodesChange={onNodesChange}
            onEdgesChange={onEdgesChange}
            onNodeDragStop={onNodeDragStop}
            onSelectionDragStop={onNodeDragStop}
            {...connecting}
            connectionLineComponent={PointerLine}
            connectionRadius={18}
            connectOnClick={false}
            snapToGrid
            snapGrid={snap}
            minZoom={0.05}
            maxZoom={2}
            panOnScroll
            zoomActivationKeyCode="Control"
            multiSelectionKeyCode={manySelected}
            selectionKeyCode="Shift"
            deleteKeyCode={null}
            zoomOnDoubleClick={false}
            nodesFocusable={false}
            edgesFocusable={false}
            nodesDraggable={!locked}
            nodesConnectable={!locked}
            disableKeyboardA11y
            elevateNodesOnSelect={false}
            zIndexMode="manual"
            selectNodesOnDrag={false}
            nodeDragThreshold={2}
          >
            <Grid />
            <Suspense>
              {painted && <WireLayer nodes={nodes} edges={drawing.edges} cards={drawing.cards} />}
            </Suspense>
          </ReactFlow>
        </PlateLayer>
      </ZoomLevelContext>
      <Suspense>
        {ghostLayer && <Ghosts layer={ghostLayer} cards={drawing.cards} />}
        {far && <Overview cards={drawing.cards} />}
        {empty && <EmptyCanvas />}
      </Suspense>
      <CanvasTools cards={drawing.cards} />
      {canvasMenu && (
        <Suspense>
          <CanvasMenu key={`${canvasMenu.screen.x}:${canvasMenu.screen.y}`} request={canvasMenu} />
        </Suspense>
      )}
      {appending && (
        <Suspense>
          <AppendMenu request={appending} />
        </Suspense>
      )}
    </div>
  )
}
