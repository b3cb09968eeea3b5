/**
 * Standard rates of sales tax, VAT and GST where the table has them: of countries, and of whole states without what
 * cities and districts add. Dated data, no arithmetic.
 * Sources: European Commission, “Taxes in Europe” database; gov.uk; estv.admin.ch; skatteetaten.no; ato.gov.au;
 * ird.govt.nz; nta.go.jp; iras.gov.sg; the revenue departments of the states; read 2026-11.
 */

/** What is taxed there, by the general kind of a product's tax code. */
export type TaxedKind = 'goods' | 'digital' | 'services' | 'shipping'

/** A place where tax is owed, and at what rate. */
export type TaxPlace = {
  readonly country: string
  /** Of the United States only. */
  readonly state?: string
  readonly place: string
  readonly name: 'VAT' | 'GST' | 'JCT' | 'Sales tax'
  readonly type: 'vat' | 'gst' | 'jct' | 'sales_tax'
  /** Percent, up to four decimals. */
  readonly percent: string
  readonly taxes: readonly TaxedKind[]
}

const EVERYTHING: readonly TaxedKind[] = ['goods', 'digital', 'services', 'shipping']

const vat = (country: string, place: string, percent: string): TaxPlace => ({
  country,
  place,
  name: 'VAT',
  type: 'vat',
  percent,
  taxes: EVERYTHING,
})

const salesTax = (
  state: string,
  place: string,
  { percent, taxes }: Pick<TaxPlace, 'percent' | 'taxes'>,
): TaxPlace => ({ country: 'US', state, place, name: 'Sales tax', type: 'sales_tax', percent, taxes })

const EUROPEAN_UNION = [
  vat('AT', 'Austria', '20'),
  vat('BE', 'Belgium', '21'),
  vat('BG', 'Bulgaria', '20'),
  vat('CY', 'Cyprus', '19'),
  vat('CZ', 'Czech Republic', '21'),
  vat('DE', 'Germany', '19'),
  vat('DK', 'Denmark', '25'),
  vat('EE', 'Estonia', '24'),
  vat('ES', 'Spain', '21'),
  vat('FI', 'Finland', '25.5'),
  vat('FR', 'France', '20'),
  vat('GR', 'Greece', '24'),
  vat('HR', 'Croatia', '25'),
  vat('HU', 'Hungary', '27'),
  vat('IE', 'Ireland', '23'),
  vat('IT', 'Italy', '22'),
  vat('LT', 'Lithuania', '21'),
  vat('LU', 'Luxembourg', '17'),
  vat('LV', 'Latvia', '21'),
  vat('MT', 'Malta', '18'),
  vat('NL', 'Netherlands', '21'),
  vat('PL', 'Poland', '23'),
  vat('PT', 'Portugal', '23'),
  vat('RO', 'Romania', '21'),
  vat('SE', 'Sweden', '25'),
  vat('SI', 'Slovenia', '22'),
  vat('SK', 'Slovakia', '23'),
] as const

/** Countries that share one VAT area: one registration for all of them (OSS), reverse charge between businesses. */
export const VAT_AREA: ReadonlySet<string> = new Set(EUROPEAN_UNION.map(({ country }) => country))

/** Every place of the table. */
export const TAX_PLACES: readonly TaxPlace[] = [
  ...EUROPEAN_UNION,
  vat('GB', 'United Kingdom', '20'),
  vat('CH', 'Switzerland', '8.1'),
  vat('NO', 'Norway', '25'),
  { country: 'AU', place: 'Australia', name: 'GST', type: 'gst', percent: '10', taxes: EVERYTHING },
  { country: 'NZ', place: 'New Zealand', name: 'GST', type: 'gst', percent: '15', taxes: EVERYTHING },
  { country: 'SG', place: 'Singapore', name: 'GST', type: 'gst', percent: '9', taxes: EVERYTHING },
  { country: 'JP', place: 'Japan', name: 'JCT', type: 'jct', percent: '10', taxes: EVERYTHING },
  salesTax('CA', 'California', { percent: '7.25', taxes: ['goods'] }),
  salesTax('FL', 'Florida', { percent: '6', taxes: ['goods'] }),
  salesTax('NY', 'New York', { percent: '4', taxes: ['goods', 'shipping'] }),
  salesTax('PA', 'Pennsylvania', { percent: '6', taxes: ['goods', 'digital', 'shipping'] }),
  salesTax('TX', 'Texas', { percent: '6.25', taxes: ['goods', 'digital', 'shipping'] }),
  salesTax('WA', 'Washington', { percent: '6.5', taxes: ['goods', 'digital', 'shipping'] }),
]
