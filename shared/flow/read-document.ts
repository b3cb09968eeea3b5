import type * as z from 'zod/mini'
import { DOCUMENT_VERSION, documentSchema, type FlowDocument } from './document.ts'
import { entriesOf } from './ids.ts'
import { migrate, versionOf } from './migrations.ts'

/** Largest file that is read, characters: some ten thousand blocks. */
export const MAXIMUM_DOCUMENT_SIZE = 20_000_000
const MAXIMUM_DEPTH = 40

/** Why something is no flow document: what is wrong, where, and what to do. */
export type DocumentProblem = {
  readonly code: 'not-json' | 'too-large' | 'too-deep' | 'not-a-flow' | 'unknown-version' | 'invalid'
  readonly message: string
  /** Path to the place, such as `graph.blocks.sub.label`; '' = the whole file. */
  readonly place: string
  readonly cure: string
}

/** A document, or why there is none. */
export type DocumentResult =
  | { readonly document: FlowDocument; readonly problem?: undefined }
  | { readonly document?: undefined; readonly problem: DocumentProblem }

const problem = (
  code: DocumentProblem['code'],
  message: string,
  { place = '', cure }: { place?: string; cure: string },
): DocumentResult => ({
  problem: { code, message, place, cure },
})

/** Deepest nesting of JSON text, without parsing it: a hostile file must not exhaust the stack. */
const depthOf = (value: unknown, limit: number): boolean => {
  if (typeof value !== 'object' || value === null) return true
  return limit > 0 && Object.values(value).every(member => depthOf(member, limit - 1))
}

const invalid = (error: z.core.$ZodError): DocumentResult => {
  const [issue] = error.issues
  const place = issue?.path.join('.') ?? ''
  const what =
    issue?.code === 'unrecognized_keys'
      ? `“${issue.keys.join('”, “')}” is not known here`
      : (issue?.message ?? 'is not valid')
  const more = error.issues.length > 1 ? ` (and ${error.issues.length - 1} more)` : ''
  return problem('invalid', `At ${place || 'the top'}: ${what}${more}`, {
    place,
    cure: 'Correct that place, or open the file in the version of Sluice that wrote it.',
  })
}

const keysAgree = (document: FlowDocument): DocumentResult | null => {
  for (const part of ['blocks', 'connections'] as const)
    for (const [key, { id }] of entriesOf<string, { readonly id: string }>(document.graph[part]))
      if (key !== id)
        return problem('invalid', `At graph.${part}.${key}: the id inside is “${id}”`, {
          place: `graph.${part}.${key}`,
          cure: `Make both the same, “${key}” or “${id}”.`,
        })
  return null
}

/** Reads raw JSON as a flow document: older versions migrate; anything else is refused with place and cure. Never throws. */
export const documentFrom = (raw: unknown): DocumentResult => {
  if (!depthOf(raw, MAXIMUM_DEPTH))
    return problem('too-deep', `Something is nested more than ${MAXIMUM_DEPTH} levels deep`, {
      cure: 'No flow needs that; remove the nested part.',
    })
  const version = versionOf(raw)
  if (version === null)
    return problem('not-a-flow', 'This is not a Sluice flow: it has no version', {
      cure: 'Choose a *.flow.json file, or start one with “sluice new”.',
    })
  if (version > DOCUMENT_VERSION || !Number.isInteger(version) || version < 0)
    return problem(
      'unknown-version',
      `This flow has version ${version}; this program knows versions up to ${DOCUMENT_VERSION}`,
      {
        place: 'version',
        cure: 'Update Sluice to open it. The file is left as it is.',
      },
    )
  const parsed = documentSchema.safeParse(migrate(raw))
  if (!parsed.success) return invalid(parsed.error)
  const document: FlowDocument = parsed.data
  return keysAgree(document) ?? { document }
}

/** Reads the text of a file as a flow document. Never throws. */
export const readDocument = (text: string): DocumentResult => {
  if (text.length > MAXIMUM_DOCUMENT_SIZE)
    return problem(
      'too-large',
      `This file has ${Math.round(text.length / 1_000_000)} MB; a flow has at most ${MAXIMUM_DOCUMENT_SIZE / 1_000_000}`,
      {
        cure: 'Split the design into several flows.',
      },
    )
  try {
    return documentFrom(JSON.parse(text))
  } catch (error) {
    const detail = error instanceof SyntaxError ? error.message : 'it cannot be parsed'
    return problem('not-json', `This is not JSON: ${detail}`, {
      cure: 'Correct the file, or export it again.',
    })
  }
}
