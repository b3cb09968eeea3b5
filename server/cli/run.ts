import { chooseScenario } from '#shared/forecast/choose-scenario.ts'
import { writeScript } from '#shared/lifecycles/write-script.ts'
import { compile } from '#shared/plan/compile.ts'
import { readSettings } from '../env.ts'
import { ProblemError } from '../http/problem-error.ts'
import { runOnce } from '../main.ts'
import { accountNames } from './account-names.ts'
import type { Command, Context, ExitCode } from './command.ts'
import { noScenario } from './no-scenario.ts'
import { monthCount } from './options.ts'
import { type ReadFlow, readFlow } from './read-flow.ts'
import { runProgress } from './run-progress.ts'
import { runText } from './run-text.ts'
import { soundDesign } from './sound-design.ts'
import { orUsageError } from './start-problems.ts'

type Options = {
  readonly scenario?: string
  readonly months?: number
  readonly json?: true
  readonly keep?: true
}

/** `sluice run`: executes a flow and reconciles it, beside any server that may be running. */
export const run: Command = {
  define(program, context, finish) {
    program
      .command('run')
      .summary('executes a flow and compares what was booked with the forecast')
      .argument('<file>', 'a flow document; - reads standard input')
      .option(
        '--scenario <id>',
        'one of the document, or what can happen to it: refund, dispute-won; otherwise every payment succeeds',
      )
      .option('--months <n>', "payments, the first included; otherwise the scenario's, else 1", monthCount)
      .option('--json', 'the run as JSON')
      .option('--keep', 'leave what it made; otherwise it is removed or archived')
      .addHelpText('after', '\nThe simulator answers, unless STRIPE_SECRET_KEY holds a test key.')
      .action(async (path: string, options: Options) => {
        finish(await runFlow(await readFlow(path, context.terminal), options, context))
      })
  },
}

async function runFlow(flow: ReadFlow, options: Options, context: Context): Promise<ExitCode> {
  const { terminal, installation } = context
  const { document } = flow
  const scenario = chooseScenario(document, { ...options, otherwise: 1 })
  if (scenario === null) throw noScenario(options.scenario ?? '', document)
  const checked = soundDesign(flow, context)
  if (checked === null) return 1
  const plan = compile(checked, 'unattended')
  const progress = runProgress(plan, writeScript(checked, plan, scenario), terminal.err)
  const detail = await orUsageError(() =>
    runOnce({
      settings: readSettings(),
      seedArchive: installation.seedArchive,
      wish: { document, scenario: options.scenario, months: scenario.months },
      keep: options.keep === true,
      onEvent: progress,
    }),
  ).catch((error: unknown) => {
    if (!(error instanceof ProblemError)) throw error
    const { title, detail: where, wayOut } = error.problem
    terminal.err(`sluice: ${title}: ${where}. ${wayOut}`)
    return null
  })
  if (detail === null) return 1
  if (options.json === true) terminal.out(JSON.stringify(detail, null, 2))
  else for (const line of runText(detail, accountNames(document.graph))) terminal.out(line)
  return detail.run.status === 'succeeded' && detail.reconciliation?.reconciled === true ? 0 : 1
}
