import type { Rule } from '#shared/check/rule.ts'
import { apiVersion } from './api-version.ts'
import { burst } from './burst.ts'
import { chargesApi } from './charges-api.ts'
import { clockAdvance } from './clock-advance.ts'
import { clockLate } from './clock-late.ts'
import { clockLimits } from './clock-limits.ts'
import { idPrefix } from './id-prefix.ts'
import { idempotencyLength } from './idempotency-length.ts'
import { idempotencyMissing } from './idempotency-missing.ts'
import { idempotencyReuse } from './idempotency-reuse.ts'
import { invoiceRate } from './invoice-rate.ts'
import { livemode } from './livemode.ts'
import { lookupKey } from './lookup-key.ts'
import { metadataLimits } from './metadata-limits.ts'
import { metadataSensitive } from './metadata-sensitive.ts'
import { plans } from './plans.ts'
import { removedCalls } from './removed-calls.ts'
import { searchReadAfterWrite } from './search-read-after-write.ts'
import { sourcesTokens } from './sources-tokens.ts'
import { testMails } from './test-mails.ts'

/** The rules of lifecycle, one file each. */
export const lifecycleRules: readonly Rule[] = [
  apiVersion,
  burst,
  chargesApi,
  clockAdvance,
  clockLate,
  clockLimits,
  idPrefix,
  idempotencyLength,
  idempotencyMissing,
  idempotencyReuse,
  invoiceRate,
  livemode,
  lookupKey,
  metadataLimits,
  metadataSensitive,
  plans,
  removedCalls,
  searchReadAfterWrite,
  sourcesTokens,
  testMails,
]
