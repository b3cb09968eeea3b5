import { authentication } from './authentication.ts'
import { cancellation } from './cancellation.ts'
import { creditNote } from './credit-note.ts'
import { decline } from './decline.ts'
import { delayed } from './delayed.ts'
import { dispute } from './dispute.ts'
import { feeRefund } from './fee-refund.ts'
import { holdReleased } from './hold-released.ts'
import type { Lifecycle } from './lifecycle.ts'
import { payout } from './payout.ts'
import { planChange } from './plan-change.ts'
import { refund } from './refund.ts'
import { restriction } from './restriction.ts'
import { review } from './review.ts'

/** Everything that can happen in a scenario, by kind of incident. */
export const LIFECYCLES = {
  refund,
  'credit-note': creditNote,
  decline,
  authentication,
  delayed,
  dispute,
  'plan-change': planChange,
  restriction,
  cancellation,
  'hold-released': holdReleased,
  review,
  'fee-refund': feeRefund,
  payout,
} satisfies Readonly<Record<string, Lifecycle>>

const byKind = new Map<string, Lifecycle>(Object.entries(LIFECYCLES))

/** What an incident of this kind brings; undefined when there is none of that name. */
export const lifecycleOf = (kind: string): Lifecycle | undefined => byKind.get(kind)
