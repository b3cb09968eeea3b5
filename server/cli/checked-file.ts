import type { Diagnostic } from '#shared/check/diagnostic.ts'
import type { FlowDocument } from '#shared/flow/document.ts'
import { type JsonLines, lineOf } from './json-lines.ts'
import { jsonPath } from './place.ts'

/** A document file with what a check found in it. */
export type CheckedFile = {
  readonly path: string
  readonly document: FlowDocument
  readonly diagnostics: readonly Diagnostic[]
  readonly lines: JsonLines
}

/** Line of the file that a diagnostic is about. */
export function diagnosticLine(file: CheckedFile, diagnostic: Diagnostic): number {
  return lineOf(file.lines, jsonPath(diagnostic.location))
}
