import type { ObservedEntry } from '#shared/api/runs.ts'
import { entriesOf } from '#shared/flow/ids.ts'
import { readPath } from '#shared/plan/read-path.ts'
import { isCustomers } from '#shared/run/legs.ts'
import type { ObservedTransaction, Strangers } from '#shared/run/observation.ts'
import { isJsonObject, type Json, type JsonObject } from '../json.ts'
import type { ApiCall } from '../stripe/gateway.ts'
import { apartIds } from './apart.ts'
import { belongsTo } from './belongs.ts'
import { type ListFailure, listAll } from './list-all.ts'
import type { CallRecord } from './operation-store.ts'
import type { RunContext } from './run-context.ts'
import type { RunRecord } from './run-store.ts'
import { beginOf, type Stranger, sortStrangers } from './strangers.ts'

/** What the API's own books say about a run, or why it could not say. */
export type Observation =
  | {
      readonly state: 'seen'
      readonly transactions: readonly ObservedTransaction[]
      readonly ledger: readonly ObservedEntry[]
      /** What else happened on these accounts while the run was under way. */
      readonly strangers: Strangers
    }
  | ListFailure

/** An hour of slack between this machine's clock and the API's. */
const SLACK_SECONDS = 3600

/** Block of each customer and connected account that a run made, by the id that the API gave it. */
type Names = {
  readonly customers: ReadonlyMap<string, string>
  /** Block of each payment that names no customer: it stands for its payer. */
  readonly guests: ReadonlyMap<string, string>
  readonly accounts: ReadonlyMap<string, string>
  /** Connected account of each transfer. */
  readonly transfers: ReadonlyMap<string, string>
}

/**
 * Reads the balance transactions of the platform and of every connected account since the run began. To the run belongs
 * what its own accounts booked, and elsewhere what names one of its objects; the rest is told apart by whom it belongs to.
 */
export async function observe(context: RunContext, run: RunRecord): Promise<Observation> {
  const [{ ids }, records] = await Promise.all([
    context.operations.made(run.id),
    context.operations.list(run.id),
  ])
  const made = new Set(ids)
  const names = namesOf(run, records)
  const apart = new Set(await apartIds(context, run))
  const transactions: ObservedTransaction[] = []
  const ledger: ObservedEntry[] = []
  const others: Stranger[] = []
  const books = await readBooks(context, run, names.accounts)
  if ('state' in books) return books
  const isOwn = ({ account }: Book, source: Json): boolean =>
    (account !== undefined && made.has(account)) || belongsTo(source, run.id, made)
  // What a movement is about leads to the next, also in other books: a returned fee names the fee, that the charge.
  const learn = (group: Set<string>, source: Json): void => {
    const about = aboutOf(source)
    if (about !== null) group.add(about)
  }
  const groupOf = (book: Book, source: Json): Set<string> | null => {
    if (belongsTo(source, '', apart)) return apart
    return isOwn(book, source) ? made : null
  }
  const all = books.flatMap(book => book.items.map(item => ({ book, item, source: item.source ?? null })))
  for (const { book, source } of all) {
    const group = groupOf(book, source)
    if (group !== null) learn(group, source)
  }
  for (const { book, item, source } of all) {
    const group = groupOf(book, source)
    if (group === apart) continue
    const transaction = transactionOf(item, book.holder, names)
    if (group === null) {
      others.push({ transaction, source, account: book.account })
      continue
    }
    transactions.push(transaction)
    ledger.push(...postings(item, transaction, names))
  }
  const strangers = await sortStrangers(context, others, beginOf(run, records))
  return 'state' in strangers ? strangers : { state: 'seen', transactions, ledger, strangers }
}

/** The balance transactions of one account, oldest first; the platform's when `account` is undefined. */
type Book = {
  readonly account: string | undefined
  readonly holder: string
  readonly items: readonly JsonObject[]
}

async function readBooks(
  context: RunContext,
  run: RunRecord,
  accounts: ReadonlyMap<string, string>,
): Promise<readonly Book[] | ListFailure> {
  const holders = [[undefined, 'platform'] as const, ...accounts]
  const lists = await Promise.all(holders.map(([account]) => listAll(context, listCall(run, account))))
  const books: Book[] = []
  for (const [at, [account, holder]] of holders.entries()) {
    const listed = lists[at] ?? []
    if (!Array.isArray(listed)) return listed
    books.push({ account, holder, items: listed.filter(isJsonObject).toReversed() })
  }
  return books
}

function listCall(run: RunRecord, onAccount: string | undefined): ApiCall {
  const since = Math.floor(Date.parse(run.createdAt) / 1000) - SLACK_SECONDS
  const params = { created: { gte: since }, expand: ['data.source'], limit: 100 }
  return { call: 'balanceTransactions.list', params, onAccount }
}

function namesOf({ plan }: RunRecord, records: readonly CallRecord[]): Names {
  const customers = new Map<string, string>()
  const guests = new Map<string, string>()
  const accounts = new Map<string, string>()
  const transfers = new Map<string, string>()
  const holders = new Map(entriesOf(plan.accounts).map(([block, operation]) => [String(operation), block]))
  for (const { operation, block, call, objectId, status, response } of records) {
    if (status !== 'succeeded' || objectId === null) continue
    if (call === 'customers.create') customers.set(objectId, block)
    if (call === 'paymentIntents.create' && !readPath(response, 'customer')) guests.set(objectId, block)
    if (call === 'transfers.create') transfers.set(objectId, String(readPath(response, 'destination')))
    const holder = holders.get(operation)
    if (holder !== undefined) accounts.set(objectId, holder)
  }
  return { customers, guests, accounts, transfers }
}

/** Id of the object that a transaction is about, expanded or not. */
function aboutOf(source: Json): string | null {
  const about = typeof source === 'string' ? source : readPath(source, 'id')
  return typeof about === 'string' ? about : null
}

const textAt = (object: JsonObject, name: string): string => {
  const value = object[name]
  return typeof value === 'string' ? value : ''
}

const numberAt = (object: JsonObject, name: string): number => {
  const value = object[name]
  return typeof value === 'number' ? value : 0
}

function transactionOf(item: JsonObject, holder: string, names: Names): ObservedTransaction {
  const customer = customerIn(item.source ?? null, names)
  const applicationFee = applicationFeeIn(item)
  return {
    holder,
    id: textAt(item, 'id'),
    type: textAt(item, 'type'),
    amount: numberAt(item, 'amount'),
    fee: numberAt(item, 'fee'),
    net: numberAt(item, 'net'),
    currency: textAt(item, 'currency'),
    source: aboutOf(item.source ?? null) ?? '',
    created: numberAt(item, 'created'),
    ...(customer === undefined ? {} : { customer }),
    ...(applicationFee === 0 ? {} : { applicationFee }),
  }
}

/** Source: BalanceTransaction.fee_details of the pinned version. */
function applicationFeeIn(item: JsonObject): number {
  const details = Array.isArray(item.fee_details) ? item.fee_details.filter(isJsonObject) : []
  return details
    .filter(detail => detail.type === 'application_fee')
    .reduce((sum, detail) => sum + numberAt(detail, 'amount'), 0)
}

/**
 * Block of the customer whom an object names anywhere, or of the guest's payment; of a run's only customer when it names
 * none (refunds, disputes).
 */
function customerIn(source: Json, { customers, guests }: Names): string | undefined {
  for (const [id, block] of [...customers, ...guests]) if (belongsTo(source, id, new Set())) return block
  const blocks = [...customers.values()]
  return blocks.length === 1 ? blocks[0] : undefined
}

/**
 * A transaction as money that moves between two accounts. What both books show is told once: a transfer by the
 * platform's, an application fee by those of the account that pays it.
 */
function postings(item: JsonObject, transaction: ObservedTransaction, names: Names): ObservedEntry[] {
  const { holder, type, amount, fee, applicationFee = 0, currency } = transaction
  const place = `balance:${holder}`
  const at = new Date(transaction.created * 1000).toISOString()
  const entry = (other: string | undefined, change: number, memo: string): ObservedEntry[] =>
    change === 0 || other === undefined
      ? []
      : [
          {
            from: change > 0 ? other : place,
            to: change > 0 ? place : other,
            money: { amount: Math.abs(change), currency },
            memo,
            source: transaction.source || transaction.id,
            at,
          },
        ]
  return [
    ...entry(otherSide(item.source ?? null, transaction, names), amount, type),
    ...entry('fees:stripe', applicationFee - fee, 'Processing fee'),
    ...entry('balance:platform', -applicationFee, 'Application fee'),
  ]
}

/** The other side of a movement; undefined where the books of that side tell it. */
function otherSide(source: Json, transaction: ObservedTransaction, names: Names): string | undefined {
  const { type, holder } = transaction
  if (type.startsWith('payout') || type.startsWith('topup')) return `bank:${holder}`
  if (type.startsWith('stripe_fee')) return 'fees:stripe'
  return holder === 'platform' ? besidePlatform(source, transaction, names) : besideAccount(transaction)
}

function besidePlatform(source: Json, transaction: ObservedTransaction, names: Names): string | undefined {
  const { type } = transaction
  if (type.startsWith('application_fee')) return undefined
  return (type.startsWith('transfer') && accountOfTransfer(source, names)) || customerOf(transaction)
}

function besideAccount(transaction: ObservedTransaction): string | undefined {
  if (isCustomers(transaction)) return customerOf(transaction)
  return transaction.type === 'adjustment' ? 'balance:platform' : undefined
}

const customerOf = ({ customer }: ObservedTransaction): string => `customer:${customer ?? 'unknown'}`

function accountOfTransfer(source: Json, { transfers, accounts }: Names): string | undefined {
  const told = [...transfers].find(([id]) => belongsTo(source, id, new Set()))?.[1]
  const found = [...accounts].find(([id]) => id === told || belongsTo(source, id, new Set()))
  return found && `balance:${found[1]}`
}
