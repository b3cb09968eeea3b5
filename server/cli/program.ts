import { Command as Commander, CommanderError } from 'commander'
import { AmountTooLarge } from '#shared/money/invariant.ts'
import { VERSION } from '../package-version.ts'
import { type Command, type ExitCode, type Installation, UsageError } from './command.ts'
import { commands } from './index.ts'
import { processTerminal, type Terminal } from './terminal.ts'

/**
 * Runs `sluice` with these arguments and returns its exit code. Wrong usage and unreadable input are told on
 * `terminal.err` and give 2; anything else that is thrown is our bug and goes to the caller.
 */
export async function runCli(
  args: readonly string[],
  installation: Installation,
  terminal: Terminal = processTerminal(),
): Promise<ExitCode> {
  let exitCode: ExitCode = 0
  const program = new Commander('sluice')
    .description('Design, check, forecast and run Stripe payment flows.')
    .version(VERSION)
    .exitOverride()
    .showSuggestionAfterError()
    .showHelpAfterError('(sluice <command> --help lists what it takes)')
    .configureOutput({
      writeOut: text => terminal.out(text.trimEnd()),
      writeErr: text => terminal.err(text.trimEnd()),
    })
  for (const command of await askedFor(args)) {
    command.define(
      program,
      { terminal, installation, today: new Date().toISOString().slice(0, 10) },
      code => {
        exitCode = code
      },
    )
  }
  try {
    await program.parseAsync([...args], { from: 'user' })
    return exitCode
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    if (!(error instanceof UsageError || error instanceof AmountTooLarge)) throw error
    terminal.err(`sluice: ${error.message}`)
    return 2
  }
}

/** The command that is typed; all of them where none is, since help and suggestions name them. */
function askedFor([name = '']: readonly string[]): Promise<readonly Command[]> {
  const typed = Object.hasOwn(commands, name) ? commands[name] : undefined
  return Promise.all((typed === undefined ? Object.values(commands) : [typed]).map(load => load()))
}
