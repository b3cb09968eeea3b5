import type { Rule } from '#shared/check/rule.ts'
import { appStore } from './app-store.ts'
import { clientSecretKey } from './client-secret-key.ts'
import { disputeFees } from './dispute-fees.ts'
import { earlyFraudWarning } from './early-fraud-warning.ts'
import { evidenceDeadline } from './evidence-deadline.ts'
import { evidenceOnce } from './evidence-once.ts'
import { fraudRefundReason } from './fraud-refund-reason.ts'
import { newProviderReserve } from './new-provider-reserve.ts'
import { noRadar } from './no-radar.ts'
import { publicLinkLowAmount } from './public-link-low-amount.ts'
import { rawCard } from './raw-card.ts'
import { refundDisputed } from './refund-disputed.ts'
import { restrictedKey } from './restricted-key.ts'
import { scaRecovery } from './sca-recovery.ts'

/** The rules of risk, one file each. */
export const riskRules: readonly Rule[] = [
  appStore,
  clientSecretKey,
  disputeFees,
  earlyFraudWarning,
  evidenceDeadline,
  evidenceOnce,
  fraudRefundReason,
  newProviderReserve,
  noRadar,
  publicLinkLowAmount,
  rawCard,
  refundDisputed,
  restrictedKey,
  scaRecovery,
]
