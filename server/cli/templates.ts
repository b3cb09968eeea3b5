import { TEMPLATES } from '#shared/templates/index.ts'
import type { Command } from './command.ts'
import { table } from './table.ts'

/** `sluice templates`: the starter flows. */
export const templates: Command = {
  define(program, { terminal }, finish) {
    program
      .command('templates')
      .summary('the starter flows')
      .option('--json', 'as JSON')
      .action((options: { readonly json?: true }) => {
        const list = TEMPLATES.map(({ id, title, summary }) => ({ id, title, summary }))
        if (options.json === true) terminal.out(JSON.stringify({ templates: list }, null, 2))
        else {
          const rows = list.map(({ id, title, summary }) => [id, title, summary])
          for (const line of table([{ title: '' }, { title: '' }, { title: '' }], rows)) terminal.out(line)
        }
        finish(0)
      })
  },
}
