import { serialise } from '#shared/flow/serialise.ts'
import { TEMPLATES } from '#shared/templates/index.ts'
import { type Command, UsageError } from './command.ts'
import { writeNewFile } from './write-file.ts'

/** `sluice new`: a starter document, in a file or on standard output. */
export const newFlow: Command = {
  define(program, { terminal }, finish) {
    program
      .command('new')
      .summary('a starter flow document')
      .argument('<template>', 'one of `sluice templates`')
      .option('-o, --output <file>', 'write it there; a file that exists is left alone')
      .action(async (id: string, options: { readonly output?: string }) => {
        const template = TEMPLATES.find(one => one.id === id)
        if (template === undefined) {
          const known = TEMPLATES.map(one => one.id).join(', ')
          throw new UsageError(`There is no template “${id}”. There are: ${known}`)
        }
        const text = serialise(template.document)
        if (options.output === undefined) terminal.out(text.trimEnd())
        else {
          await writeNewFile(options.output, text)
          terminal.err(`${options.output}: ${template.title}. Next: sluice check ${options.output}`)
        }
        finish(0)
      })
  },
}
