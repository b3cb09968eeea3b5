import { create } from 'zustand'
import type { Severity } from '#shared/check/diagnostic.ts'
import type { GraphPatch } from '#shared/flow/edits.ts'

/** What is written about a rule. */
export type RulePage = {
  readonly code: string
  readonly severity: Severity
  readonly title: string
  readonly why: string
  /** Where it comes from: an address, or the name of a document. */
  readonly source: string
  /** What it accepts and what it reports, by the names of its examples. */
  readonly valid: readonly string[]
  readonly invalid: readonly string[]
  /** Error codes of Stripe that it prevents. */
  readonly stripeCodes: readonly string[]
}

/** Fetches what is written about a rule; null when there is no such rule. */
export type RuleReader = (code: string) => Promise<RulePage | null>

/** The rule page that is open. `page` is null while it is being fetched, `missing` when there is none. */
export type OpenRule = { readonly code: string; readonly page: RulePage | null | 'missing' }

/** Works out one patch that fixes everything that a rule reports; null when the document has changed meanwhile. */
export type Fixer = (code: string) => Promise<GraphPatch | null>

type State = { readonly open: OpenRule | null; readonly read: RuleReader; readonly fixAll: Fixer }

/** The store of the open rule page. `read` and `fixAll` are set by the analyst, which alone can reach the rules. */
export const useRulePage = create<State>(() => ({
  open: null,
  read: () => Promise.resolve(null),
  fixAll: () => Promise.resolve(null),
}))

/** Opens the page of a rule. */
export const openRule = (code: string): void => {
  useRulePage.setState({ open: { code, page: null } })
  void useRulePage
    .getState()
    .read(code)
    .then(page => {
      if (useRulePage.getState().open?.code !== code) return
      useRulePage.setState({ open: { code, page: page ?? 'missing' } })
    })
}

/** Closes it. */
export const closeRule = (): void => {
  useRulePage.setState({ open: null })
}
