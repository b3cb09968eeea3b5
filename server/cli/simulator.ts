import { startSimulator } from '../simulator/start-simulator.ts'
import type { Command } from './command.ts'
import { listening } from './listening.ts'
import { portNumber, wholeNumber } from './options.ts'
import { orUsageError } from './start-problems.ts'
import { untilStopped } from './until-stopped.ts'

type Options = {
  readonly port: number
  readonly data?: string
  readonly seed?: number
  readonly faults?: string
}

/** `sluice simulator`: the Stripe simulator as a program of its own. */
export const simulator: Command = {
  define(program, { terminal }, finish) {
    program
      .command('simulator')
      .summary('a local Stripe API, for your own code and the Stripe CLI')
      .option('--port <port>', 'where it listens; 0 takes a free port', portNumber, 12111)
      .option('--data <dir>', 'keeps its state there; without it, it forgets when it stops')
      .option('--seed <n>', 'seed of ids and faults: the same seed, the same run', wholeNumber)
      .option('--faults <spec>', 'errors to inject')
      .action(async ({ port, data, seed, faults }: Options) => {
        const starts = () =>
          startSimulator({
            port,
            dataDir: data ?? null,
            ...(seed === undefined ? {} : { seed }),
            ...(faults === undefined ? {} : { faults }),
          })
        const running = await listening(() => orUsageError(starts), port)
        terminal.out(`Stripe simulator on ${running.url}`)
        terminal.err('Any key that starts with sk_test_ is accepted. Ctrl+C stops it.')
        await untilStopped()
        await running.close()
        finish(0)
      })
  },
}
