import type { Rule } from '#shared/check/rule.ts'
import { conditionOpen } from './condition-open.ts'
import { danglingEdge } from './dangling-edge.ts'
import { duplicateAccount } from './duplicate-account.ts'
import { duplicateBlock } from './duplicate-block.ts'
import { duplicateEdge } from './duplicate-edge.ts'
import { eventLoop } from './event-loop.ts'
import { liveKey } from './live-key.ts'
import { missingRequiredRef } from './missing-required-ref.ts'
import { moneyCycle } from './money-cycle.ts'
import { moneyFromNowhere } from './money-from-nowhere.ts'
import { moneyLeak } from './money-leak.ts'
import { noEntry } from './no-entry.ts'
import { noFailureBranch } from './no-failure-branch.ts'
import { noLedger } from './no-ledger.ts'
import { portTypeMismatch } from './port-type-mismatch.ts'
import { secretInProperty } from './secret-in-property.ts'
import { unreachableBlock } from './unreachable-block.ts'

/** The rules of structure, one file each. */
export const structureRules: readonly Rule[] = [
  conditionOpen,
  danglingEdge,
  duplicateAccount,
  duplicateBlock,
  duplicateEdge,
  eventLoop,
  liveKey,
  missingRequiredRef,
  moneyCycle,
  moneyFromNowhere,
  moneyLeak,
  noEntry,
  noFailureBranch,
  noLedger,
  portTypeMismatch,
  secretInProperty,
  unreachableBlock,
]
