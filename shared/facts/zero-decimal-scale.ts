/**
 * Roughly how many whole units of a zero-decimal currency are worth a dollar, as of 2026. No exchange rate: it only
 * tells an amount that was multiplied by a hundred from an ordinary one.
 */
const UNITS_PER_DOLLAR: Readonly<Record<string, number>> = {
  bif: 2900,
  clp: 950,
  djf: 178,
  gnf: 8600,
  jpy: 150,
  kmf: 450,
  krw: 1400,
  mga: 4500,
  pyg: 7500,
  rwf: 1400,
  vnd: 25_000,
  vuv: 120,
  xaf: 600,
  xof: 600,
  xpf: 110,
}

/** Dollars from which an amount of a zero-decimal currency looks like a hundred times too much. */
const LARGE_DOLLARS = 10_000

/** Amount of a zero-decimal currency that looks too large; null for other currencies. */
export const largeAmountOf = (currency: string): number | null => {
  const units = UNITS_PER_DOLLAR[currency]
  return units === undefined ? null : units * LARGE_DOLLARS
}
