/** A value that has been worked out; it may be undefined. */
export type Known<T> = { readonly value: T }

/** Something that can be read: given from outside, or worked out of others. Who reads it is told when it changes. */
export type Cell<T = unknown> = {
  /**
   * `given` = set from outside, `derived` = worked out again when next asked, `kept` = worked out again at once, so that
   * an equal value disturbs nobody (`late` = likewise, but only once the early stages are passed), `unit` = worked out
   * again when the check comes to it.
   */
  readonly role: 'given' | 'derived' | 'kept' | 'late' | 'unit'
  readers: Set<Cell> | null
  sources: Cell[] | null
  fresh: boolean
  known: Known<T> | null
  derive: (() => T) | null
  /** Hears that a unit has become stale. */
  told: (() => void) | null
}

/** Watches who reads what while something is worked out, and says what to work out again after a change. */
export type Tracker = {
  /** Whether anything will be worked out again; if not, nobody need be told who reads what. */
  readonly watches: boolean
  /** Whether something is being worked out whose reading is watched. */
  isReading(): boolean
  /** Says that what is being worked out has read a cell. */
  read(cell: Cell): void
  /** The value of a cell, worked out when it is not fresh. */
  valueOf<T>(cell: Cell<T>): T
  /** Says that a given cell has changed. */
  change(cell: Cell): void
  /** Works out every kept cell that may have changed, until nothing more follows; late ones only when asked. */
  settle(late: boolean): void
}

/** A cell that has no value yet. */
export const cellOf = <T = unknown>(role: Cell['role'], derive: (() => T) | null = null): Cell<T> => ({
  role,
  readers: null,
  sources: null,
  fresh: false,
  known: null,
  derive,
  told: null,
})

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype

const sameLists = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((one, index) => same(one, b[index]))

const sameMaps = (a: ReadonlyMap<unknown, unknown>, b: ReadonlyMap<unknown, unknown>): boolean =>
  sameLists([...a], [...b])

/** Whether two values say the same: lists, maps, sets and plain objects by what they hold, everything else by identity. */
export const same = (a: unknown, b: unknown): boolean => {
  if (Object.is(a, b)) return true
  if (Array.isArray(a) && Array.isArray(b)) return sameLists(a, b)
  if (a instanceof Map && b instanceof Map) return sameMaps(a, b)
  if (a instanceof Set && b instanceof Set) return sameLists([...a], [...b])
  if (!isRecord(a) || !isRecord(b)) return false
  const keys = Object.keys(a)
  return (
    keys.length === Object.keys(b).length && keys.every(key => Object.hasOwn(b, key) && same(a[key], b[key]))
  )
}

/** A tracker; one that does not watch only remembers values, for a check that is made once. */
export const createTracker = (watches: boolean): Tracker => {
  let reading: Cell | null = null
  const doubtful: Cell[] = []
  const late: Cell[] = []

  const read = (cell: Cell) => {
    if (reading === null) return
    cell.readers ??= new Set()
    if (cell.readers.has(reading)) return
    cell.readers.add(reading)
    const { sources } = reading
    if (sources) sources.push(cell)
    else reading.sources = [cell]
  }

  const forget = (cell: Cell) => {
    if (!cell.sources) return
    for (const source of cell.sources) source.readers?.delete(cell)
    cell.sources = null
  }

  const doubt = (cell: Cell, spread: Cell[]) => {
    if (!cell.fresh) return
    cell.fresh = false
    if (cell.role === 'unit') cell.told?.()
    else if (cell.role === 'kept') doubtful.push(cell)
    else if (cell.role === 'late') late.push(cell)
    else spread.push(cell)
  }

  const change = (changed: Cell) => {
    const spread = [changed]
    for (let cell = spread.pop(); cell; cell = spread.pop())
      for (const reader of cell.readers ?? []) doubt(reader, spread)
  }

  const workOut = <T>(cell: Cell<T>, derive: () => T): T => {
    const outer = reading
    const before = cell.known
    forget(cell)
    if (watches) reading = cell
    try {
      const value = derive()
      cell.known = { value }
      cell.fresh = true
      if ((cell.role === 'kept' || cell.role === 'late') && before && !same(before.value, value)) change(cell)
      return value
    } finally {
      reading = outer
    }
  }

  const valueOf = <T>(cell: Cell<T>): T => {
    const value =
      cell.known && (cell.fresh || !cell.derive) ? cell.known.value : workOut(cell, cell.derive ?? absent)
    read(cell)
    return value
  }

  return {
    watches,
    isReading: () => reading !== null,
    read,
    valueOf,
    change,
    settle: all => {
      const next = () => doubtful.pop() ?? (all ? late.pop() : undefined)
      for (let cell = next(); cell; cell = next()) if (!cell.fresh && isRead(cell)) valueOf(cell)
    },
  }
}

const isRead = ({ readers }: Cell): boolean => readers !== null && readers.size > 0

const absent = (): never => {
  throw new Error('a cell without a value was asked for one')
}
