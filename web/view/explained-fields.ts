import { FIELD_HELP, type FieldHelp } from 'virtual:field-help'
import type { BlockDefinition } from '#shared/flow/block-definition.ts'
import type { Field, Fields } from '#shared/flow/fields.ts'

type Sentences = Readonly<Record<string, FieldHelp>>

const explain = (field: Field, said: FieldHelp | undefined): Field => ({
  ...field,
  help: said?.help ?? '',
  ...(field.choices && {
    choices: field.choices.map(choice => {
      const help = said?.choices?.[choice.value]
      return { ...choice, ...(help !== undefined && { help }) }
    }),
  }),
  ...(field.row && { row: explainAll(field.row, said?.row ?? {}) }),
})

const explainAll = (fields: Fields, said: Sentences): Fields =>
  Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, explain(field, said[name])]))

const known = new Map<string, Fields>()

/** The fields of a kind with the sentences that explain them; the page's definitions come without. */
export const explainedFields = ({ kind, fields }: Pick<BlockDefinition, 'kind' | 'fields'>): Fields => {
  const before = known.get(kind)
  if (before) return before
  const explained = explainAll(fields, FIELD_HELP[kind] ?? {})
  known.set(kind, explained)
  return explained
}
