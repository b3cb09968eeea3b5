import { compile } from '#shared/plan/compile.ts'
import { preconditionsOf } from '#shared/plan/preconditions.ts'
import type { Command } from './command.ts'
import { planText } from './plan-text.ts'
import { readFlow } from './read-flow.ts'
import { soundDesign } from './sound-design.ts'

type Options = { readonly attended?: true; readonly json?: true }

/** `sluice plan`: the calls and reactions that a document stands for. */
export const plan: Command = {
  define(program, context, finish) {
    const { terminal } = context
    program
      .command('plan')
      .summary('the Stripe calls of a flow in order, with parameters and references')
      .argument('<file>', 'a flow document; - reads standard input')
      .option('--attended', 'as an integration makes them, with a person in the browser')
      .option('--json', 'the plan as JSON')
      .action(async (path: string, options: Options) => {
        const checked = soundDesign(await readFlow(path, terminal), context)
        if (checked === null) return finish(1)
        const compiled = compile(checked, options.attended === true ? 'attended' : 'unattended')
        if (options.json === true) terminal.out(JSON.stringify(compiled, null, 2))
        else for (const line of planText(compiled, preconditionsOf(checked))) terminal.out(line)
        finish(0)
      })
  },
}
