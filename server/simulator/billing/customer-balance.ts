import type { ApiObjects } from '../core/stripe-types.ts'
import { mergeMetadata, type World } from '../core/world.ts'

type Customer = ApiObjects['customer']
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

/** Whether a customer's `balance` is in a currency: it is in the customer's own, once it has one. */
const isUsual = ({ currency: usual }: Customer, currency: string): boolean => (usual ?? currency) === currency

/** What a customer owes (positive) or has to its credit (negative) in a currency, minor units. */
export function balanceIn(world: World, customer: Customer, currency: string): number {
  if (isUsual(customer, currency)) return customer.balance
  return changesOf(world, customer.id)
    .filter(change => change.currency === currency)
    .reduce((sum, change) => sum + change.amount, 0)
}

/** A customer's credit in each currency in which it ever had a balance, minor units; negative where it owes. */
export function creditsOf(world: World, id: string): Readonly<Record<string, number>> {
  const customer = world.get('customer', id)
  const currencies = new Set(changesOf(world, id).map(change => change.currency))
  return Object.fromEntries([...currencies].map(one => [one, 0 - balanceIn(world, customer, one)]))
}

/**
 * What an invoice took of its customer's balance, or added to what is paid, is there again.
 * Source: docs.stripe.com/changelog/2019-12-03/customer-balances-returned-voided-invoices.
 */
export function giveBalanceBack(world: World, invoice: ApiObjects['invoice']): void {
  const { id, customer, currency, starting_balance: before, ending_balance: after } = invoice
  if (customer === null || world.find('customer', customer) === undefined) return
  if (after === null || after === before) return
  changeBalance(world, customer, {
    amount: before - after,
    currency,
    type: 'unapplied_from_invoice',
    invoice: id,
  })
}

function changesOf(world: World, customer: string): readonly Transaction[] {
  return world.store
    .linked('customer.balance_transactions', customer)
    .map(id => world.get('customer_balance_transaction', id))
}

/** Changes a customer's balance and notes why; nothing is noted for nothing. */
export function changeBalance(
  world: World,
  customerId: string,
  change: BalanceChange,
): Transaction | undefined {
  const customer = world.get('customer', customerId)
  const ending = balanceIn(world, customer, change.currency) + change.amount
  if (isUsual(customer, change.currency))
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
