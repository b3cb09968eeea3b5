import type { FlowGraph } from '#shared/flow/graph.ts'
import { blockId } from '#shared/flow/ids.ts'

/** An account in words: whose it is, and what kind of place. */
export type AccountName = { readonly name: string; readonly role: string }

const roles: Readonly<Record<string, string>> = {
  customer: 'customer',
  balance: 'connected account',
  bank: 'bank account',
  fees: 'processing',
  tax: 'tax',
}

/** What people call an account: the label of its block; “Platform” and “Stripe fees” for the two that have none. */
export const accountName = (account: string, graph: FlowGraph): AccountName => {
  const place = account.indexOf(':')
  const kind = account.slice(0, place)
  const holder = account.slice(place + 1)
  const role = roles[kind] ?? kind
  if (holder === 'platform')
    return { name: 'Platform', role: kind === 'balance' ? 'kept after fees and shares' : role }
  if (kind === 'fees') return { name: 'Stripe fees', role }
  return { name: graph.blocks[blockId(holder)]?.label || holder, role }
}

/** The order in which accounts are read: who pays, what Stripe takes, what the platform keeps, then everyone else. */
export const accountRank = (account: string): number => {
  if (account.startsWith('customer:')) return 0
  if (account.startsWith('fees:')) return 1
  if (account === 'balance:platform') return 2
  return account.startsWith('balance:') ? 3 : 4
}
