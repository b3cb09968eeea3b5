import type { ExitCode } from './command.ts'
import { runCli } from './program.ts'

/** What a command printed and how it ended. */
type Said = { readonly code: ExitCode; readonly out: string; readonly err: string }

/** Runs `sluice` as a program would: no terminal, standard input from a string. */
export async function sluice(args: readonly string[], input = ''): Promise<Said> {
  const out: string[] = []
  const err: string[] = []
  const terminal = {
    out: (line: string) => out.push(line),
    err: (line: string) => err.push(line),
    input: async () => input,
    columns: null,
  }
  const code = await runCli(args, { webRoot: null, seedArchive: null }, terminal)
  return { code, out: out.join('\n'), err: err.join('\n') }
}
