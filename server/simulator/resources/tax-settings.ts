import { endpoint } from '../core/endpoint.ts'
import { changeTaxSettings, shownTaxSettings } from '../tax/tax-settings.ts'
import { addressOf } from './payment-methods.ts'
import { checkTaxCode } from './tax-codes.ts'

export const taxSettingsEndpoints = [
  endpoint('GET /v1/tax/settings', world => shownTaxSettings(world)),
  endpoint('POST /v1/tax/settings', (world, { defaults, head_office: office }) => {
    const address = addressOf(office?.address)
    changeTaxSettings(world, {
      ...(address ? { headOffice: address } : {}),
      ...(defaults?.tax_behavior === undefined ? {} : { behavior: defaults.tax_behavior }),
      ...(defaults?.tax_code === undefined
        ? {}
        : { code: checkTaxCode(defaults.tax_code, 'defaults[tax_code]') }),
    })
    return shownTaxSettings(world)
  }),
]
