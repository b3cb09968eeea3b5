import { readSettings } from '../env.ts'
import { startSluice, stopOnSignals } from '../main.ts'
import type { Command } from './command.ts'
import { orUsageError } from './start-problems.ts'

type Options = { readonly port?: string; readonly host?: string; readonly data?: string }

/** `sluice start`: the designer with its server and the built-in simulator. */
export const start: Command = {
  define(program, { terminal, installation }, finish) {
    program
      .command('start')
      .summary('the designer, with the Stripe simulator built in')
      .option('--port <port>', 'where it listens, 0 for any free port (PORT; 4242)')
      .option('--host <address>', 'loopback only: there is no login (HOST; 127.0.0.1)')
      .option('--data <dir>', 'where flows and runs are kept (SLUICE_DATA; .sluice)')
      .action(async (flags: Options) => {
        const server = await orUsageError(() =>
          startSluice({ ...installation, settings: readSettings(flags) }),
        )
        terminal.out(`Sluice is on ${server.url}`)
        terminal.err('Ctrl+C stops it; runs that are under way go on at the next start.')
        const code = await new Promise<0 | 1>(resolve => {
          stopOnSignals(server, resolve)
        })
        finish(code)
      })
  },
}
