import { text } from 'node:stream/consumers'

/** Where a command reads and writes. Results go to `out`, progress and errors to `err`. */
export type Terminal = {
  readonly out: (line: string) => void
  readonly err: (line: string) => void
  /** All of standard input. */
  readonly input: () => Promise<string>
  /** Width of the terminal in columns, or null when a program reads the output. */
  readonly columns: number | null
}

/** The terminal of this process. */
export function processTerminal(): Terminal {
  process.stdout.on('error', ignoreClosedPipe)
  return {
    out: line => process.stdout.write(`${line}\n`),
    err: line => process.stderr.write(`${line}\n`),
    input: () => text(process.stdin),
    columns: process.stdout.isTTY ? process.stdout.columns : null,
  }
}

/** `sluice plan x | head` closes the pipe early: nobody reads on, and nothing is wrong. */
function ignoreClosedPipe(error: Error): void {
  if (!('code' in error) || error.code !== 'EPIPE') throw error
}
