import type { Plugin } from 'vite'
import { DEFINITIONS } from '../../shared/blocks/index.ts'
import type { Fields } from '../../shared/flow/fields.ts'

const docs = () => Object.fromEntries(DEFINITIONS.map(definition => [definition.kind, definition.docs]))

/** The sentences of fields by name, of their choices by value, of their rows by name. */
const helpOf = (fields: Fields): unknown =>
  Object.fromEntries(
    Object.entries(fields).map(([name, { help, choices, row }]) => [
      name,
      {
        help,
        ...(choices && { choices: Object.fromEntries(choices.map(choice => [choice.value, choice.help])) }),
        ...(row && { row: helpOf(row) }),
      },
    ]),
  )

const help = () => Object.fromEntries(DEFINITIONS.map(({ kind, fields }) => [kind, helpOf(fields)]))

const modules: Readonly<Record<string, () => string>> = {
  'virtual:block-docs': () => `export const BLOCK_DOCS = ${JSON.stringify(docs())}`,
  'virtual:field-help': () => `export const FIELD_HELP = ${JSON.stringify(help())}`,
}

/** What is written about block kinds and their fields, as modules: the definitions that the page loads come without it. */
export const blockDocs = (): Plugin => ({
  name: 'sluice-block-docs',
  resolveId: id => (id in modules ? `\0${id}` : undefined),
  load: id => (id.startsWith('\0') ? modules[id.slice(1)]?.() : undefined),
})
