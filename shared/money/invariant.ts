/** Throws when a thing that this program guarantees does not hold: our bug, never the user's. */
export function invariant(holds: boolean, message: string): asserts holds {
  if (!holds) throw new Error(`Internal error: ${message}`)
}

/** Sums of a design that grow beyond what can be counted exactly: its amounts are wrong, not this program. */
export class AmountTooLarge extends RangeError {
  constructor() {
    super(
      `A sum is larger than what can be counted exactly, ${Number.MAX_SAFE_INTEGER} minor units. Lower the amounts and quantities.`,
    )
    this.name = 'AmountTooLarge'
  }
}

/**
 * Makes sure that an amount is a whole number of minor units.
 * @throws AmountTooLarge when it is one, but larger than what can be counted exactly.
 */
export function wholeUnits(amount: number): void {
  if (Math.abs(amount) > Number.MAX_SAFE_INTEGER) throw new AmountTooLarge()
  invariant(Number.isSafeInteger(amount), `${amount} is not a whole number of minor units`)
}
