import { create } from 'zustand'
import type { PortRef } from '#shared/flow/graph.ts'
import type { BlockId, ConnectionId } from '#shared/flow/ids.ts'

/** The data type under which a block kind is dragged from the palette to the canvas. */
export const DRAG_TYPE = 'application/x-sluice-block'

/** A tab of the drawer. */
export type DrawerTab = 'problems' | 'plan' | 'forecast' | 'runs'

/** What opens at a port: a menu of blocks that fit there, at a place of the canvas. */
export type AppendMenu = {
  readonly from: PortRef
  /** Canvas units: where the new block's port shall be. */
  readonly at: { readonly x: number; readonly y: number }
  /** Pixels in the window: where the menu opens. */
  readonly screen: { readonly x: number; readonly y: number }
}

/** What a menu of the canvas is about, and where it opens in the window. */
export type CanvasMenu = {
  readonly about: { readonly block: BlockId } | { readonly connection: ConnectionId } | 'canvas'
  readonly screen: { readonly x: number; readonly y: number }
}

/** What the canvas can be asked to do; null until it is there. */
export type CanvasControl = {
  zoomIn(): void
  zoomOut(): void
  zoomTo(zoom: number): void
  /** Shows the whole flow. */
  fit(): void
  /** Lets blocks that have just been moved glide from where they stood; they jump when motion is not wanted. */
  glide(from: Readonly<Record<string, { readonly x: number; readonly y: number }>>): void
  /** The middle of what is on screen, in canvas units. */
  middle(): { x: number; y: number }
  /** Puts the keyboard on the canvas. */
  focus(): void
}

/** Everything about the screen that is not part of the document and not kept. */
export type View = {
  readonly selection: ReadonlySet<BlockId>
  readonly selectedConnections: ReadonlySet<ConnectionId>
  /** The block that has the keyboard on the canvas, whether it is selected or not. */
  readonly focused: BlockId | null
  /** A connection being drawn: where it starts, and the blocks where it may end. */
  readonly connecting: { readonly from: PortRef; readonly legal: ReadonlySet<BlockId> } | null
  /** Connections that are drawn whole while the pointer is on one of their tags. */
  readonly hinted: ReadonlySet<ConnectionId>
  /** The drawer's tab, and whether the drawer is open. */
  readonly tab: DrawerTab
  readonly drawerOpen: boolean
  /** From 1600 px: problems stand beside the chosen tab. */
  readonly problemsPinned: boolean
  readonly inspectorOpen: boolean
  /** Overlays: at most one at a time. */
  readonly overlay: 'commands' | 'shortcuts' | 'start' | 'knowledge' | null
  readonly appendMenu: AppendMenu | null
  readonly canvasMenu: CanvasMenu | null
  /** A block that the canvas shall bring into view; each request is a new object. */
  readonly reveal: { readonly block: BlockId; readonly keepZoom?: boolean } | null
  /** A wish to find a block in the palette, until the palette's search has answered it. */
  readonly finding: object | null
  /** A field that the inspector shall focus; each request is a new object. */
  readonly focusField: { readonly block: BlockId; readonly field: string } | null
  readonly canvas: CanvasControl | null
  /** Id of the scenario that forecast and runs play; null = the first one. */
  readonly scenario: string | null
}

const none: ReadonlySet<never> = new Set<never>()

/** The store of the screen: selection, panels, overlays. */
export const useView = create<View>(() => ({
  selection: none,
  selectedConnections: none,
  focused: null,
  connecting: null,
  hinted: none,
  tab: 'problems',
  drawerOpen: true,
  problemsPinned: true,
  inspectorOpen: true,
  overlay: null,
  appendMenu: null,
  canvasMenu: null,
  reveal: null,
  finding: null,
  focusField: null,
  canvas: null,
  scenario: null,
}))

/** Selects exactly these blocks. */
export const selectBlocks = (ids: Iterable<BlockId>): void => {
  useView.setState({ selection: new Set(ids), selectedConnections: none })
}

/** Selects a block and brings it into view: what a click on a place in a panel does. */
export const revealBlock = (block: BlockId): void => {
  useView.setState({
    selection: new Set([block]),
    selectedConnections: none,
    reveal: { block },
    inspectorOpen: true,
  })
}

/** Selects a block, brings it into view, and puts the focus on one of its fields in the inspector. */
export const revealField = (block: BlockId, field: string): void => {
  revealBlock(block)
  useView.setState({ focusField: { block, field } })
}

/** Opens the drawer at a tab. */
export const openTab = (tab: DrawerTab): void => {
  useView.setState({ tab, drawerOpen: true })
}

/** The one selected block, or null when none or several are selected. */
export const useSelectedBlock = (): BlockId | null =>
  useView(view => (view.selection.size === 1 ? ([...view.selection][0] ?? null) : null))
