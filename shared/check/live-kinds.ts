import type { Block } from '#shared/flow/graph.ts'
import type { Place } from './place.ts'
import { type Cell, cellOf, type Tracker } from './tracking.ts'

type Alike = { readonly places: Place[]; list: readonly Block[] | null; readonly cell: Cell }

/** Blocks by their kind, in the order of the graph. */
export const createLiveKinds = (tracker: Tracker) => {
  const kinds = new Map<string, Alike>()

  const alike = (kind: string): Alike => {
    const known = kinds.get(kind)
    if (known) return known
    const fresh = { places: [], list: null, cell: cellOf('given') }
    kinds.set(kind, fresh)
    return fresh
  }

  const leave = (place: Place, kind: string) => {
    const { places } = alike(kind)
    places.splice(places.indexOf(place), 1)
  }

  const join = (place: Place, kind: string) => {
    const { places } = alike(kind)
    places.splice(places.findLastIndex(({ position }) => position < place.position) + 1, 0, place)
  }

  const touch = (kind: string) => {
    const known = alike(kind)
    known.list = null
    tracker.change(known.cell)
  }

  return {
    /** Says that the block at a place is of another kind than before, or a different one of the same; undefined = none. */
    move: (place: Place, before: string | undefined, after: string | undefined) => {
      if (before !== after) {
        if (before !== undefined) leave(place, before)
        if (after !== undefined) join(place, after)
        if (after !== undefined) touch(after)
      }
      if (before !== undefined) touch(before)
    },
    list: (kind: string): readonly Block[] => {
      const known = alike(kind)
      tracker.read(known.cell)
      known.list ??= known.places.flatMap(({ block }) => block ?? [])
      return known.list
    },
  }
}
