import { GENERAL_TAX_CODES, NONTAXABLE_TAX_CODE, SHIPPING_TAX_CODE } from '#shared/facts/tax-codes.ts'
import type { TaxedKind } from '#shared/facts/tax-table.ts'
import { endpoint } from '../core/endpoint.ts'
import { unsupported } from '../core/errors.ts'
import { pageOf } from '../core/list.ts'
import type { ApiObjects } from '../core/stripe-types.ts'

type Code = ApiObjects['tax_code'] & { readonly kind: TaxedKind | 'nontaxable' }

const codeFor = (id: string, name: string, kind: Code['kind']): Code => ({
  id,
  object: 'tax_code',
  description: `General category: ${name}.`,
  name: `General - ${name.charAt(0).toUpperCase()}${name.slice(1)}`,
  requirements: null,
  kind,
})

const CODES: readonly Code[] = [
  codeFor(NONTAXABLE_TAX_CODE, 'nontaxable', 'nontaxable'),
  ...GENERAL_TAX_CODES.map(({ code, name, kind }) => codeFor(code, name, kind)),
  codeFor(SHIPPING_TAX_CODE, 'shipping', 'shipping'),
]

const shown = ({ kind: _kind, ...code }: Code) => code

function codeOf(id: string, param = 'tax_code'): Code {
  const found = CODES.find(code => code.id === id)
  if (found !== undefined) return found
  throw unsupported(`the tax code ${id}; it knows ${CODES.map(code => code.id).join(', ')}`, param)
}

/** The general kind of what a tax code is for. Codes that the table does not know are refused, not guessed. */
export const kindOfCode = (id: string): Code['kind'] => codeOf(id).kind

/** The code itself, when it is one that the table knows. */
export const checkTaxCode = (id: string, param: string): string => codeOf(id, param).id

export const taxCodeEndpoints = [
  endpoint('GET /v1/tax_codes', (_world, params) => pageOf(CODES.map(shown), params, '/v1/tax_codes')),
  endpoint('GET /v1/tax_codes/{id}', (_world, _params, path) => shown(codeOf(path['id'] ?? ''))),
]
