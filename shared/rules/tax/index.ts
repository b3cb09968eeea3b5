import type { Rule } from '#shared/check/rule.ts'
import { b2bId } from './b2b-id.ts'
import { behaviorUnspecified } from './behavior-unspecified.ts'
import { intentHasNoAutomatic } from './intent-has-no-automatic.ts'
import { liabilityUnset } from './liability-unset.ts'
import { liableAccountInactive } from './liable-account-inactive.ts'
import { negativeItem } from './negative-item.ts'
import { noAddress } from './no-address.ts'
import { noHeadOffice } from './no-head-office.ts'
import { noRegistration } from './no-registration.ts'
import { noTaxCode } from './no-tax-code.ts'
import { ratesAndAutomatic } from './rates-and-automatic.ts'
import { savedAddressUsed } from './saved-address-used.ts'

/** The rules of tax, one file each. */
export const taxRules: readonly Rule[] = [
  b2bId,
  behaviorUnspecified,
  intentHasNoAutomatic,
  liabilityUnset,
  liableAccountInactive,
  negativeItem,
  noAddress,
  noHeadOffice,
  noRegistration,
  noTaxCode,
  ratesAndAutomatic,
  savedAddressUsed,
]
