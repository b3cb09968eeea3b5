/** Countries as Stripe Connect groups them. ISO 3166-1 alpha-2. Source: docs.stripe.com/connect, read 2026-08. */

/** Countries whose platforms may use separate charges and transfers. Source: docs.stripe.com/connect/separate-charges-and-transfers. */
export const SEPARATE_CHARGES_COUNTRIES: ReadonlySet<string> = new Set(
  'AE AT AU BE BG BR CA CH CY CZ DE DK EE ES FI FR GB GR HR HU IE IT JP LI LT LU LV MT MX MY NL NO NZ PL PT RO SE SG SI SK US'.split(
    ' ',
  ),
)

/** Countries of the European Economic Area. */
export const EEA_COUNTRIES: ReadonlySet<string> = new Set(
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK'.split(' '),
)

/** Countries between any two of which a platform may transfer without a cross-border programme. */
export const FREE_TRANSFER_COUNTRIES: ReadonlySet<string> = new Set([
  'US',
  'CA',
  'GB',
  'CH',
  ...EEA_COUNTRIES,
])

/** A country in which Stripe opens accounts: its name and the currency in which an account settles unless it says otherwise. */
export type CountryFacts = { readonly name: string; readonly currency: string }

const table: Readonly<Record<string, readonly [name: string, currency: string]>> = {
  AE: ['United Arab Emirates', 'aed'],
  AT: ['Austria', 'eur'],
  AU: ['Australia', 'aud'],
  BE: ['Belgium', 'eur'],
  BG: ['Bulgaria', 'eur'],
  BR: ['Brazil', 'brl'],
  CA: ['Canada', 'cad'],
  CH: ['Switzerland', 'chf'],
  CY: ['Cyprus', 'eur'],
  CZ: ['Czechia', 'czk'],
  DE: ['Germany', 'eur'],
  DK: ['Denmark', 'dkk'],
  EE: ['Estonia', 'eur'],
  ES: ['Spain', 'eur'],
  FI: ['Finland', 'eur'],
  FR: ['France', 'eur'],
  GB: ['United Kingdom', 'gbp'],
  GI: ['Gibraltar', 'gbp'],
  GR: ['Greece', 'eur'],
  HK: ['Hong Kong', 'hkd'],
  HR: ['Croatia', 'eur'],
  HU: ['Hungary', 'huf'],
  IE: ['Ireland', 'eur'],
  IN: ['India', 'inr'],
  IT: ['Italy', 'eur'],
  JP: ['Japan', 'jpy'],
  LI: ['Liechtenstein', 'chf'],
  LT: ['Lithuania', 'eur'],
  LU: ['Luxembourg', 'eur'],
  LV: ['Latvia', 'eur'],
  MT: ['Malta', 'eur'],
  MX: ['Mexico', 'mxn'],
  MY: ['Malaysia', 'myr'],
  NL: ['Netherlands', 'eur'],
  NO: ['Norway', 'nok'],
  NZ: ['New Zealand', 'nzd'],
  PL: ['Poland', 'pln'],
  PT: ['Portugal', 'eur'],
  RO: ['Romania', 'ron'],
  SE: ['Sweden', 'sek'],
  SG: ['Singapore', 'sgd'],
  SI: ['Slovenia', 'eur'],
  SK: ['Slovakia', 'eur'],
  TH: ['Thailand', 'thb'],
  US: ['United States', 'usd'],
}

/** Every country of the table by its ISO code. */
export const COUNTRIES: ReadonlyMap<string, CountryFacts> = new Map(
  Object.entries(table).map(([code, [name, currency]]) => [code, { name, currency }]),
)
