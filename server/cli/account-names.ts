import type { FlowGraph } from '#shared/flow/graph.ts'

/** Names a ledger account as people know it: `balance:A` is "Cleaning (balance)". */
export function accountNames(graph: FlowGraph): (account: string) => string {
  const labels = new Map(Object.values(graph.blocks).map(block => [String(block.id), block.label]))
  const owner = (id: string) => labels.get(id) ?? known[id] ?? id
  return account => {
    const at = account.indexOf(':')
    return `${owner(account.slice(at + 1))} (${account.slice(0, at)})`
  }
}

const known: Readonly<Record<string, string>> = { platform: 'Platform', stripe: 'Stripe' }
