import type { FlowDocument } from '#shared/flow/document.ts'
import type { GraphPatch } from '#shared/flow/edits.ts'
import type { Analysis } from './analysis-store.ts'
import type { RulePage } from './rule-page.ts'

/** What one analysis finds: everything but how the store stands. */
export type Findings = Omit<Analysis, 'status' | 'failure' | 'seq'>

/** What the page says to the worker. `today` is the day of looking, ISO. */
export type ToWorker =
  | {
      readonly type: 'open'
      readonly seq: number
      readonly document: FlowDocument
      readonly scenario: string | null
      readonly today: string
    }
  | {
      readonly type: 'patch'
      readonly seq: number
      readonly patches: readonly GraphPatch[]
      readonly scenario: string | null
    }
  | { readonly type: 'rule'; readonly code: string }
  | {
      readonly type: 'fix-all'
      readonly document: FlowDocument
      readonly seq: number
      readonly code: string
      readonly today: string
    }

/** What the worker answers. `unchanged`: nothing that matters to checks and money has changed. */
export type FromWorker =
  | { readonly type: 'found'; readonly seq: number; readonly findings: Findings }
  | { readonly type: 'unchanged'; readonly seq: number }
  | { readonly type: 'failed'; readonly seq: number; readonly message: string }
  | { readonly type: 'rule'; readonly code: string; readonly page: RulePage | null }
  | { readonly type: 'fix-all'; readonly seq: number; readonly code: string; readonly patch: GraphPatch }
