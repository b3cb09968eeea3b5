/**
 * Presentment currencies that Stripe supports and how their amounts are written.
 * Dated data, no arithmetic. Source: docs.stripe.com/currencies, read 2026-11.
 */

/** How an amount of a currency is sent to Stripe. */
export type CurrencyFacts = {
  /** Digits after the decimal point of the amount as Stripe takes it (minor units per major unit = 10^decimals). */
  readonly decimals: 0 | 2 | 3
  /** Amounts must be a multiple of this many minor units (KWD 10, ISK and UGX 100, all others 1). */
  readonly step: 1 | 10 | 100
  /** Smallest charge in minor units when the account settles in this currency; null where Stripe publishes none. */
  readonly minimumCharge: number | null
  /** Manual payouts must be a multiple of this many minor units. */
  readonly payoutStep: 1 | 100
}

const twoDecimals =
  'aed afn all amd ang aoa ars aud awg azn bam bbd bdt bgn bmd bnd bob brl bsd bwp byn bzd cad cdf chf cny cop crc cve czk dkk dop dzd egp etb eur fjd fkp gbp gel gip gmd gtq gyd hkd hnl htg huf idr ils inr jmd kes kgs khr kyd kzt lak lbp lkr lrd lsl mad mdl mkd mmk mnt mop mur mvr mwk mxn myr mzn nad ngn nio nok npr nzd pab pen pgk php pkr pln qar ron rsd rub sar sbd scr sek sgd shp sle sos srd std szl thb tjs top try ttd twd tzs uah usd uyu uzs wst xcd yer zar zmw'
const zeroDecimals = 'bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf'
const threeDecimals = 'bhd jod kwd omr tnd'
const wholeUnits = 'isk ugx'

const minimumCharges: Readonly<Record<string, number>> = {
  usd: 50,
  aed: 200,
  aud: 50,
  brl: 50,
  cad: 50,
  chf: 50,
  czk: 1500,
  dkk: 250,
  eur: 50,
  gbp: 30,
  hkd: 400,
  huf: 17500,
  inr: 50,
  jpy: 50,
  krw: 50,
  mxn: 1000,
  myr: 200,
  nok: 300,
  nzd: 50,
  pln: 200,
  ron: 200,
  sek: 300,
  sgd: 50,
  thb: 1000,
  zar: 50,
}

const payoutSteps: Readonly<Record<string, 100>> = { huf: 100, twd: 100 }

const rows = (codes: string, decimals: 0 | 2 | 3, step: 1 | 10 | 100): [string, CurrencyFacts][] =>
  codes
    .split(' ')
    .map(code => [
      code,
      { decimals, step, minimumCharge: minimumCharges[code] ?? null, payoutStep: payoutSteps[code] ?? 1 },
    ])

/** Every supported currency by its lower-case ISO 4217 code. */
export const CURRENCIES: ReadonlyMap<string, CurrencyFacts> = new Map([
  ...rows(twoDecimals, 2, 1),
  ...rows(zeroDecimals, 0, 1),
  ...rows(threeDecimals, 3, 10),
  ...rows(wholeUnits, 2, 100),
])
