import { definitionOf } from '#shared/blocks/index.ts'
import type { Location } from '#shared/check/diagnostic.ts'
import { portOf } from '#shared/flow/connect.ts'
import type { FlowGraph } from '#shared/flow/graph.ts'
import type { BlockId } from '#shared/flow/ids.ts'
import { useDocument } from '../document/document-store.ts'
import { revealBlock, revealField } from '../view/view-store.ts'
import styles from './ProblemCard.module.css'

/** A place in words, the block to show for it, and the field to put the focus on. */
export type Place = { readonly words: string; readonly block: BlockId | null; readonly field: string | null }

const nowhere: Place = { words: 'the whole flow', block: null, field: null }

const labelOf = (graph: FlowGraph, id: BlockId): string => graph.blocks[id]?.label ?? id

const blockPlace = (graph: FlowGraph, { id, field }: Extract<Location, { at: 'block' }>): Place => {
  const fields = definitionOf(graph.blocks[id]?.kind ?? '')?.fields ?? {}
  const known = field !== undefined && Object.hasOwn(fields, field)
  const title = known ? fields[field]?.title.toLowerCase() : undefined
  return {
    words: title === undefined ? labelOf(graph, id) : `${labelOf(graph, id)}, ${title}`,
    block: id,
    field: known ? field : null,
  }
}

/** A place of a flow in the words of the screen. */
export const placeOf = (graph: FlowGraph, location: Location): Place => {
  switch (location.at) {
    case 'flow':
      return nowhere
    case 'block':
      return blockPlace(graph, location)
    case 'port': {
      const port = portOf(graph, location.ref, definitionOf)
      const { block } = location.ref
      const label = port?.label.toLowerCase() ?? location.ref.port
      return { words: `${labelOf(graph, block)}, ${label}`, block, field: null }
    }
    case 'connection': {
      const connection = graph.connections[location.id]
      if (!connection) return nowhere
      const { from, to } = connection
      return {
        words: `${labelOf(graph, from.block)} to ${labelOf(graph, to.block)}`,
        block: graph.blocks[to.block] ? to.block : from.block,
        field: null,
      }
    }
    default:
      return location satisfies never
  }
}

/** Shows the place on the canvas, and puts the focus on its field where it has one. */
export const reveal = ({ block, field }: Place): void => {
  if (block === null) return
  if (field === null) revealBlock(block)
  else revealField(block, field)
}

/** The place of a problem as a link that selects and centres it; `onLeave` closes what lies over the canvas. */
export const PlaceLink = ({ location, onLeave }: { location: Location; onLeave?: () => void }) => {
  const graph = useDocument(state => state.document.graph)
  const place = placeOf(graph, location)
  if (place.block === null) return place.words
  return (
    <button
      type="button"
      className={styles.link}
      onClick={() => {
        onLeave?.()
        reveal(place)
      }}
    >
      {place.words}
    </button>
  )
}
