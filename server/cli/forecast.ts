import { Option } from 'commander'
import { forecastAnswer } from '#shared/api/forecast-answer.ts'
import { chooseScenario } from '#shared/forecast/choose-scenario.ts'
import { forecast as play } from '#shared/forecast/forecast.ts'
import { compile } from '#shared/plan/compile.ts'
import { accountNames } from './account-names.ts'
import type { Command } from './command.ts'

import { forecastCsv, forecastText } from './forecast-text.ts'
import { noScenario } from './no-scenario.ts'
import { monthCount } from './options.ts'
import { readFlow } from './read-flow.ts'
import { soundDesign } from './sound-design.ts'

type Options = {
  readonly scenario?: string
  readonly months?: number
  readonly json?: true
  readonly csv?: true
}

/** `sluice forecast`: the ledger of a scenario, by arithmetic alone. */
export const forecast: Command = {
  define(program, context, finish) {
    const { terminal } = context
    program
      .command('forecast')
      .summary('ledger, balances, fees and margin of a scenario, by arithmetic')
      .argument('<file>', 'a flow document; - reads standard input')
      .option('--scenario <id>', 'which scenario of the document; otherwise every payment succeeds')
      .option('--months <n>', "payments, the first included; otherwise the scenario's, else 12", monthCount)
      .option('--json', 'the forecast as JSON')
      .addOption(new Option('--csv', 'the postings as CSV').conflicts('json'))
      .action(async (path: string, options: Options) => {
        const flow = await readFlow(path, terminal)
        const scenario = chooseScenario(flow.document, { ...options, otherwise: 12 })
        if (scenario === null) throw noScenario(options.scenario ?? '', flow.document)
        const checked = soundDesign(flow, context)
        if (checked === null) return finish(1)
        const answer = forecastAnswer(play(checked, compile(checked, 'unattended'), scenario))
        if (options.json === true) terminal.out(JSON.stringify(answer, null, 2))
        else if (options.csv === true) terminal.out(forecastCsv(answer))
        else for (const line of forecastText(answer, accountNames(flow.document.graph))) terminal.out(line)
        finish(0)
      })
  },
}
