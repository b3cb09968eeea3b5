import {
  closeSync,
  existsSync,
  ftruncateSync,
  openSync,
  readFileSync,
  truncateSync,
  writeSync,
} from 'node:fs'
import path from 'node:path'
import { DataError } from './data-error.ts'
import { lockFolder } from './data-lock.ts'
import { parseOwn } from './trust.ts'

/** A request with the hash of its key in place of the key. */
type Recorded = {
  readonly method: string
  readonly url: string
  readonly key: string
  readonly account: string
  readonly version: string
  readonly idempotencyKey: string
  readonly contentType: string
  readonly body: string
  readonly fails?: true
}

/** What changed the state, with its time in milliseconds. */
export type JournalEntry =
  | { readonly t: number; readonly k: 'request'; readonly r: Recorded }
  | { readonly t: number; readonly k: 'timer'; readonly id: string }
  | { readonly t: number; readonly k: 'restore'; readonly id: string }
  | { readonly t: number; readonly k: 'snapshot' }
  | { readonly t: number; readonly k: 'delivery'; readonly id: string; readonly status: number }

/** What takes entries in before their requests are answered. */
export type JournalSink = {
  append(entry: JournalEntry): void
  restart(seed: number): void
}

/** The first line of a journal. */
type Head = { readonly simulator: 1; readonly seed: number }

/** The accepted requests in order, on disk before they are answered: done again, they give the same state. */
export class Journal implements JournalSink {
  private readonly file: number
  private readonly unlock: () => void
  private readonly name: string
  /** The line that was read last, counted from one. */
  private line = 1
  readonly seed: number
  readonly entries: Iterable<JournalEntry>

  constructor(folder: string, seed: number) {
    this.unlock = lockFolder(folder)
    const name = path.join(folder, 'journal.ndjson')
    const lines = existsSync(name) ? completeLines(name) : []
    const [first, ...rest] = lines
    const head = first === undefined ? { simulator: 1, seed } : parseOwn<Head>(first)
    if (head.simulator !== 1)
      throw new DataError(
        `${name} was written by another version of the simulator. Move it away to begin anew.`,
      )
    this.seed = head.seed
    this.entries = this.parsed(rest)
    this.file = openSync(name, 'a')
    this.name = name
    if (first === undefined) writeSync(this.file, `${JSON.stringify(head)}\n`)
  }

  append(entry: JournalEntry): void {
    writeSync(this.file, `${JSON.stringify(entry)}\n`)
  }

  /** Begins anew with another seed. */
  restart(seed: number): void {
    ftruncateSync(this.file, 0)
    const head: Head = { simulator: 1, seed }
    writeSync(this.file, `${JSON.stringify(head)}\n`)
  }

  /** What to say when the line that was read last could not be done again. */
  damaged(cause: unknown): DataError {
    const reason = cause instanceof Error ? cause.message : String(cause)
    return new DataError(
      `${this.name}, line ${this.line}, is damaged (${reason}). Delete that line and all after it to keep what came before, or move the file away to begin anew.`,
      { cause },
    )
  }

  private *parsed(lines: readonly string[]): Iterable<JournalEntry> {
    for (const line of lines) {
      this.line += 1
      yield parseOwn<JournalEntry>(line)
    }
  }

  close(): void {
    closeSync(this.file)
    this.unlock()
  }
}

/** A line that a dying process left unfinished was never answered: it is cut off. */
function completeLines(name: string): string[] {
  const bytes = readFileSync(name)
  const end = bytes.lastIndexOf(10) + 1
  if (end < bytes.length) truncateSync(name, end)
  return bytes
    .subarray(0, end)
    .toString('utf8')
    .split('\n')
    .filter(line => line !== '')
}
