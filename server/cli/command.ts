import type { Command as Commander } from 'commander'
import type { Terminal } from './terminal.ts'

/** Files of this installation that a command may need; null where the build made none for it. */
export type Installation = { readonly webRoot: string | null; readonly seedArchive: string | null }

/** What a command is given besides its arguments. `today` is an ISO date: rules about ages look at it. */
export type Context = {
  readonly terminal: Terminal
  readonly installation: Installation
  readonly today: string
}

/** 0 = fine; 1 = the design has errors, or the run failed or is not reconciled; 2 = wrong usage or unreadable input. */
export type ExitCode = 0 | 1 | 2

/** One command of `sluice`. `define` adds it to the program; its action hands its exit code to `finish`. */
export type Command = {
  readonly define: (program: Commander, context: Context, finish: (code: ExitCode) => void) => void
}

/** Input that cannot be used, or a request that makes no sense: its message says what, where, and what to do. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
