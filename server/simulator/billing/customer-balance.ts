import type { ApiObjects } from '../core/stripe-types.ts'
import { mergeMetadata, type World } from '../core/world.ts'

type Transaction = ApiObjects['customer_balance_transaction']

/** A change of what a customer owes (positive) or has to its credit (negative), minor units. */
export type BalanceChange = {
  readonly amount: number
  readonly currency: string
  readonly type: Transaction['type']
  readonly invoice?: string
  readonly creditNote?: string
  readonly description?: string | null | undefined
  readonly metadata?: Readonly<Record<string, string | number | null>> | null | undefined
}

/** Changes a customer's balance and notes why; nothing is noted for nothing. */
export function changeBalance(
  world: World,
  customerId: string,
  change: BalanceChange,
): Transaction | undefined {
  const customer = world.get('customer', customerId)
  const ending = customer.balance + change.amount
  world.change('customer', customerId, { balance: ending, currency: customer.currency ?? change.currency })
  if (change.amount === 0) return undefined
  const transaction = world.create('customer_balance_transaction', {
    amount: change.amount,
    created: world.timeOn(customer.test_clock ?? null),
    credit_note: change.creditNote,
    currency: change.currency,
    customer: customerId,
    description: change.description,
    ending_balance: ending,
    invoice: change.invoice,
    metadata: mergeMetadata(null, change.metadata),
    type: change.type,
  })
  world.store.link('customer.balance_transactions', customerId, transaction.id)
  return transaction
}
