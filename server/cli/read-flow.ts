import { readFile, stat } from 'node:fs/promises'
import type { FlowDocument } from '#shared/flow/document.ts'
import { MAXIMUM_DOCUMENT_SIZE, readDocument } from '#shared/flow/read-document.ts'
import { UsageError } from './command.ts'
import { jsonLines, lineOf } from './json-lines.ts'
import type { Terminal } from './terminal.ts'

/** A flow document as it was read. `path` is `-` for standard input. */
export type ReadFlow = { readonly path: string; readonly text: string; readonly document: FlowDocument }

/** UTF-8 needs at most four bytes a character: a larger file is refused before it is read. */
const MAXIMUM_BYTES = MAXIMUM_DOCUMENT_SIZE * 4

/**
 * Reads and, where it is of an older version, migrates a document; the file stays as it is.
 * @throws UsageError that says which file, what is wrong where, and what to do.
 */
export async function readFlow(path: string, terminal: Terminal): Promise<ReadFlow> {
  const name = path === '-' ? 'standard input' : path
  const text = path === '-' ? await terminal.input() : await readText(path)
  const { document, problem } = readDocument(text)
  if (problem === undefined) return { path, text, document }
  const line = problem.place === '' ? '' : `:${lineOf(jsonLines(text), problem.place.split('.'))}`
  throw new UsageError(`${name}${line}: ${problem.message}. ${problem.cure}`)
}

async function readText(path: string): Promise<string> {
  try {
    const { size } = await stat(path)
    if (size > MAXIMUM_BYTES) {
      throw new UsageError(
        `${path}: this file has ${Math.round(size / 1e6)} MB, so it is no flow. Check its name.`,
      )
    }
    return await readFile(path, 'utf8')
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error
    throw new UsageError(`${path} cannot be read: ${causes[String(error.code)] ?? error.message}`)
  }
}

const causes: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file. Check the name, or make one: sluice new flagship -o home.flow.json',
  EISDIR: 'it is a directory. Name the *.flow.json files in it.',
  EACCES: 'you may not. Change its permissions, or run this as its owner.',
}
