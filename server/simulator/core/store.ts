import type { Kind, Rows } from './stripe-types.ts'

/** A row, its account, and the wall-clock time (seconds) since which there is one. */
type Entry<T> = { readonly row: T; readonly account: string; readonly since: number }
type Table<T> = {
  readonly rows: Map<string, Entry<T>>
  readonly byAccount: Map<string, string[]>
  /** Whether two accounts gave the same id: clients choose those of coupons and products. */
  shared: boolean
}
type Tables = { [K in Kind]?: Table<Rows[K]> }

/**
 * All state, in memory. Rows are never changed in place: a change puts a new row, so that an event can keep
 * the old one, and every change notes how to undo it, so that a refused request leaves nothing behind.
 */
export class Store {
  private readonly tables: Tables = {}
  private readonly links = new Map<string, string[]>()
  private undoLog: (() => void)[] = []
  private counter = 0
  /** Wall-clock time in seconds: whoever changes rows says it first. */
  now = 0

  private table<K extends Kind>(kind: K): Table<Rows[K]> {
    const known: Table<Rows[K]> | undefined = this.tables[kind]
    if (known) return known
    const table: Table<Rows[K]> = { rows: new Map(), byAccount: new Map(), shared: false }
    Object.assign(this.tables, { [kind]: table })
    return table
  }

  /** The row with an id: an account's own, where it is told which. */
  get<K extends Kind>(kind: K, id: string, account?: string): Entry<Rows[K]> | undefined {
    const table = this.table(kind)
    return account === undefined ? table.rows.get(id) : placeOf(table, id, account).found
  }

  /** Puts a row; a new one is last in its account's order of creation. */
  put<K extends Kind>(kind: K, account: string, row: Rows[K]): void {
    const table = this.table(kind)
    const id = idOf(row)
    const { key, found: before } = placeOf(table, id, account)
    if (key !== id) table.shared = true
    table.rows.set(key, { row, account, since: before?.since ?? this.now })
    if (before) {
      this.undoLog.push(() => table.rows.set(key, before))
      return
    }
    if (isHidden(kind)) {
      this.undoLog.push(() => table.rows.delete(key))
      return
    }
    const order = table.byAccount.get(account) ?? []
    if (order.length === 0) table.byAccount.set(account, order)
    order.push(id)
    this.undoLog.push(() => {
      table.rows.delete(key)
      order.pop()
    })
  }

  remove(kind: Kind, id: string, account?: string): void {
    const table = this.table(kind)
    const { key, found: before } =
      account === undefined ? { key: id, found: table.rows.get(id) } : placeOf(table, id, account)
    if (!before) return
    table.rows.delete(key)
    if (isHidden(kind)) {
      this.undoLog.push(() => table.rows.set(key, before))
      return
    }
    const order = table.byAccount.get(before.account) ?? []
    const index = order.lastIndexOf(id)
    order.splice(index, 1)
    this.undoLog.push(() => {
      table.rows.set(key, before)
      order.splice(index, 0, id)
    })
  }

  /** Ids of an account's rows of a kind that the API shows, oldest first. */
  idsOf(kind: Kind, account: string): readonly string[] {
    return this.table(kind).byAccount.get(account) ?? []
  }

  /** How many objects of each kind an account has. */
  countsOf(account: string): Readonly<Record<string, number>> {
    const counts = Object.entries(this.tables).map(([kind, table]): [string, number] => [
      kind,
      table.byAccount.get(account)?.length ?? 0,
    ])
    return Object.fromEntries(counts.filter(([, count]) => count > 0))
  }

  /** The kinds of which an account has something to show. */
  *kindsOf(account: string): Iterable<Kind> {
    for (const kind in this.tables)
      if (isKindIn(this.tables, kind) && (this.tables[kind]?.byAccount.get(account)?.length ?? 0) > 0)
        yield kind
  }

  /** Every row with its kind and account, by kind in the order of creation. */
  dump(): readonly { readonly kind: string; readonly account: string; readonly row: object }[] {
    const tables = Object.entries(this.tables).toSorted(([a], [b]) => (a < b ? -1 : 1))
    return tables.flatMap(([kind, table]) =>
      [...table.rows.values()].map(({ account, row }) => ({ kind, account, row })),
    )
  }

  /** All ids of a kind, oldest first. */
  *allIds(kind: Kind): Iterable<string> {
    yield* this.table(kind).rows.keys()
  }

  /** Notes that a child belongs to a parent under a name such as `invoice_payment.invoice`. */
  link(name: string, parent: string, child: string): void {
    const key = `${name}:${parent}`
    const list = this.links.get(key) ?? []
    if (list.length === 0) this.links.set(key, list)
    list.push(child)
    this.undoLog.push(() => list.pop())
  }

  /** Notes a child among others in an order: before the first one that `isAfter` the child. */
  linkInOrder(
    tie: { readonly name: string; readonly parent: string; readonly child: string },
    isAfter: (other: string) => boolean,
  ): void {
    const key = `${tie.name}:${tie.parent}`
    const list = this.links.get(key) ?? []
    if (list.length === 0) this.links.set(key, list)
    const last = list.at(-1)
    // Most come last: that is seen at one look.
    let from = last === undefined || !isAfter(last) ? list.length : 0
    let to = list.length
    while (from < to) {
      const middle = (from + to) >> 1
      if (isAfter(list[middle] ?? '')) to = middle
      else from = middle + 1
    }
    list.splice(from, 0, tie.child)
    this.undoLog.push(() => list.splice(from, 1))
  }

  unlink(name: string, parent: string, child: string): void {
    const key = `${name}:${parent}`
    const list = this.links.get(key) ?? []
    const index = list.indexOf(child)
    if (index < 0) return
    list.splice(index, 1)
    if (list.length === 0) this.links.delete(key)
    this.undoLog.push(() => {
      list.splice(index, 0, child)
      this.links.set(key, list)
    })
  }

  linked(name: string, parent: string): readonly string[] {
    return this.links.get(`${name}:${parent}`) ?? []
  }

  /** A number that grows with every call. */
  sequence(): number {
    const before = this.counter
    this.counter += 1
    this.undoLog.push(() => {
      this.counter = before
    })
    return this.counter
  }

  /** Notes how to undo a change made outside the tables. */
  onUndo(undo: () => void): void {
    this.undoLog.push(undo)
  }

  /** The state as it is: lists are copied, rows are not, for they never change. */
  copy(): StoreCopy {
    const tables = Object.entries(this.tables).map(([kind, { rows, byAccount }]): [string, TableCopy] => [
      kind,
      { rows: new Map<string, object>(rows.entries()), byAccount: copyLists(byAccount) },
    ])
    return { tables, links: copyLists(this.links), counter: this.counter }
  }

  /** Makes the state what it was when it was copied. */
  restore(copy: StoreCopy): void {
    this.clear()
    for (const [kind, { rows, byAccount }] of copy.tables)
      Object.assign(this.tables, {
        [kind]: { rows: new Map(rows), byAccount: copyLists(byAccount), shared: true },
      })
    for (const [name, list] of copyLists(copy.links)) this.links.set(name, list)
    this.counter = copy.counter
  }

  /** Forgets everything. */
  clear(): void {
    for (const kind of Object.keys(this.tables)) Reflect.deleteProperty(this.tables, kind)
    this.links.clear()
    this.undoLog = []
    this.counter = 0
  }

  /** Keeps everything done since the last commit; answers whether there was anything. */
  commit(): boolean {
    const changed = this.undoLog.length > 0
    this.undoLog = []
    return changed
  }

  /** How much was done since the last commit, to take back only what comes after. */
  mark(): number {
    return this.undoLog.length
  }

  /** Takes back what was done since a mark; everything since the last commit when it is told none. */
  rollback(mark = 0): void {
    for (const undo of this.undoLog.splice(mark).toReversed()) undo()
  }
}

type TableCopy = {
  readonly rows: ReadonlyMap<string, object>
  readonly byAccount: ReadonlyMap<string, readonly string[]>
}
/** A state that can be come back to. */
export type StoreCopy = {
  readonly tables: readonly (readonly [string, TableCopy])[]
  readonly links: ReadonlyMap<string, readonly string[]>
  readonly counter: number
}

const copyLists = (lists: ReadonlyMap<string, readonly string[]>) =>
  new Map([...lists].map(([name, list]): [string, string[]] => [name, [...list]]))

/** Where an account's row lies: under its id, or beside the row of another account that has the same id. */
function placeOf<T>(
  { rows, shared }: Table<T>,
  id: string,
  account: string,
): { readonly key: string; readonly found: Entry<T> | undefined } {
  const first = rows.get(id)
  if (first?.account === account || (first === undefined && !shared)) return { key: id, found: first }
  const own = `${id}@${account}`
  const found = rows.get(own)
  return first !== undefined || found !== undefined ? { key: own, found } : { key: id, found: undefined }
}

const isKindIn = (tables: Tables, kind: string): kind is Kind => kind in tables

/** What the API never shows is found by its id only: nobody lists it. */
const isHidden = (kind: Kind) => kind.startsWith('hidden.')

function idOf(row: object): string {
  if ('id' in row && typeof row.id === 'string') return row.id
  throw new TypeError('only what has an id can be kept')
}
