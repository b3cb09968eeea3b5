import type { FlowDocument } from '#shared/flow/document.ts'

/** A starter flow. `story` is what a client is told. */
export type Template = {
  readonly id: string
  readonly title: string
  readonly summary: string
  readonly story: string
  /** What the amounts rest on, one sentence each. */
  readonly assumptions: readonly string[]
  readonly document: FlowDocument
}
