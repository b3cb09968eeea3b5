import type { Diagnostic } from './diagnostic.ts'
import { createSorted, sortedDiagnostics } from './diagnostic-order.ts'
import type { Look } from './looks.ts'
import { type Cell, cellOf, type Tracker } from './tracking.ts'

/** What looks of the same stages have found, in order. */
export type Shelf = {
  /** Takes a look, which has its first turn when the shelf is brought up to date. */
  put(look: Look): void
  /** Has every look done that is new or stale. */
  refresh(): void
  list(): readonly Diagnostic[]
}

/** A shelf on which a look has its turn again whenever something that it read has changed. */
export const createShelf = (tracker: Tracker): Shelf => {
  const sorted = createSorted()
  const waiting = new Set<Cell<readonly Diagnostic[]>>()
  return {
    put: look => {
      const unit = cellOf('unit', look)
      unit.told = () => waiting.add(unit)
      waiting.add(unit)
    },
    refresh: () => {
      const old = new Set<Diagnostic>()
      const added: Diagnostic[] = []
      for (const unit of waiting) {
        for (const diagnostic of unit.known?.value ?? []) old.add(diagnostic)
        for (const diagnostic of tracker.valueOf(unit)) added.push(diagnostic)
      }
      waiting.clear()
      sorted.replace(old, added)
    },
    list: sorted.list,
  }
}

/** A shelf of which each look has one turn, as soon as it is put there. */
export const createShelfAtOnce = (): Shelf => {
  const found: Diagnostic[] = []
  let sorted: readonly Diagnostic[] | null = null
  return {
    put: look => {
      for (const diagnostic of look()) found.push(diagnostic)
    },
    refresh: () => {
      sorted = sortedDiagnostics(found)
    },
    list: () => sorted ?? [],
  }
}
