import { afterSale } from './guidance/after-sale.ts'
import { billing } from './guidance/billing.ts'
import { catalog } from './guidance/catalog.ts'
import { connect } from './guidance/connect.ts'
import { customer } from './guidance/customer.ts'
import type { Guidance } from './guidance/guidance.ts'
import { operations } from './guidance/operations.ts'
import { payments } from './guidance/payments.ts'

/** Advice on every kind that the palette offers. */
export const GUIDANCE: Readonly<Record<string, Guidance>> = {
  ...customer,
  ...catalog,
  ...billing,
  ...payments,
  ...afterSale,
  ...connect,
  ...operations,
}
