import type { Rule } from '#shared/check/rule.ts'
import { billingRules } from './billing/index.ts'
import { connectRules } from './connect/index.ts'
import { lifecycleRules } from './lifecycle/index.ts'
import { moneyRules } from './money/index.ts'
import { paymentsRules } from './payments/index.ts'
import { riskRules } from './risk/index.ts'
import { structureRules } from './structure/index.ts'
import { taxRules } from './tax/index.ts'
import { webhooksRules } from './webhooks/index.ts'

/** Every rule, by group. The folder listing is the catalogue. */
export const RULES: readonly Rule[] = [
  ...structureRules,
  ...connectRules,
  ...billingRules,
  ...paymentsRules,
  ...moneyRules,
  ...webhooksRules,
  ...riskRules,
  ...taxRules,
  ...lifecycleRules,
]
