import { CURRENCIES } from '#shared/facts/currencies.ts'
import type { BlockId } from './ids.ts'

/**
 * What customers owe (positive) or have to their credit (negative), minor units by currency. Every invoice takes its
 * customer's in when it is finalised. Source: Invoice.starting_balance, .ending_balance of the pinned version.
 */
export class CustomerBalances {
  readonly #held = new Map<string, number>()

  #key = (customer: BlockId, currency: string): string => `${customer} ${currency}`

  /** Keeps an amount to a customer's credit. */
  credit(customer: BlockId, currency: string, amount: number): void {
    const key = this.#key(customer, currency)
    this.#held.set(key, (this.#held.get(key) ?? 0) - amount)
  }

  /**
   * What an invoice of this total charges. Credit that is not used up stays; what is below the minimum charge is not
   * charged but owed on the next invoice.
   */
  charge(customer: BlockId, currency: string, total: number): number {
    const key = this.#key(customer, currency)
    const due = total + (this.#held.get(key) ?? 0)
    const charged = due < minimumCharge(currency) ? 0 : due
    this.#held.set(key, due - charged)
    return charged
  }
}

/** The least that can be charged in a currency, minor units. */
export const minimumCharge = (currency: string): number => CURRENCIES.get(currency)?.minimumCharge ?? 1
