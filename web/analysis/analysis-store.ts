import { create } from 'zustand'
import type { Diagnostic, Location } from '#shared/check/diagnostic.ts'
import type { BlockId, ConnectionId } from '#shared/flow/ids.ts'
import type { Forecast } from '#shared/forecast/ledger.ts'
import type { ToldScenario } from '#shared/lifecycles/told-incidents.ts'
import type { Money } from '#shared/money/money.ts'
import type { Plan } from '#shared/plan/plan.ts'
import type { Scenarios } from './choose-scenario.ts'

/** A diagnostic with what a person wants to know beside it. */
export type Problem = Diagnostic & {
  /** Tells problems of one analysis apart, and stays while the same thing is wrong at the same place. */
  readonly key: string
  /** Why it matters, from the rule's docs. */
  readonly why: string
  /** The rule in words: “Every cent of a split has an owner”. */
  readonly rule: string
  /** The largest amount that passes the place; null when no amount is known there. */
  readonly risk: Money | null
}

/** What the newest analysis says. The document itself is never in it. */
export type Analysis = {
  /** `waiting` = nothing was analysed yet. `failed` = our own fault: `failure` says what to tell us. */
  readonly status: 'waiting' | 'ready' | 'failed'
  readonly failure: string
  /** Number of the patch that it includes. */
  readonly seq: number
  /** Worst first, then by money at risk. Ignored ones carry `suppressed` and stand last. */
  readonly problems: readonly Problem[]
  /** Null while there are errors. */
  readonly plans: Readonly<Record<Plan['mode'], Plan>> | null
  readonly forecast: Forecast | null
  /** What can happen to the blocks beside the document's own scenarios; empty while there are errors. */
  readonly offered: Scenarios
  /** What happens in the chosen scenario; null while there are errors. */
  readonly told: ToldScenario | null
  /** Amounts of the first month by connection; known even while there are errors, as far as they can be. */
  readonly amounts: ReadonlyMap<ConnectionId, Money>
  /** Signed first-month change of each block that is a party: customer, account, platform balance. */
  readonly parties: ReadonlyMap<BlockId, Money>
  /** Fees that leave the flow at a block in the first month. */
  readonly fees: ReadonlyMap<BlockId, Money>
  /** How many rules looked at the flow, and how long that took in milliseconds. */
  readonly rules: number
  readonly ms: number
}

/** What is known before anything was analysed. */
export const noAnalysis: Analysis = {
  status: 'waiting',
  failure: '',
  seq: -1,
  problems: [],
  plans: null,
  forecast: null,
  offered: new Map(),
  told: null,
  amounts: new Map(),
  parties: new Map(),
  fees: new Map(),
  rules: 0,
  ms: 0,
}

/** The store of analysis: panels read it, only the analyst writes it. */
export const useAnalysis = create<Analysis>(() => noAnalysis)

/** The block that a place belongs to; null for the flow and for connections. */
export const blockAt = (location: Location): BlockId | null => {
  if (location.at === 'block') return location.id
  return location.at === 'port' ? location.ref.block : null
}

/** The field of a block that a place names; null when it names none. */
export const fieldAt = (location: Location): string | null =>
  location.at === 'block' ? (location.field ?? null) : null
