import type * as z from 'zod/mini'
import type { BlockDefinition } from './block-definition.ts'
import { propsSchema } from './fields.ts'

type Schema = z.ZodMiniType<Readonly<Record<string, unknown>>>

const schemas = new WeakMap<BlockDefinition, Schema>()

const CONFLICT = { conflict: true } as const

/** Whether an issue says that properties do not go together, and not that one of them is wrong by itself. */
export const isConflict = (issue: z.core.$ZodIssue): boolean =>
  issue.code === 'custom' && issue.params === CONFLICT

const schemaFor = (definition: BlockDefinition): Schema => {
  const schema: Schema = propsSchema(definition.fields)
  return schema.check(({ value, issues }) => {
    const found = definition.conflict?.(value)
    if (found)
      issues.push({
        code: 'custom',
        path: [found.field],
        message: found.message,
        input: value[found.field],
        params: CONFLICT,
      })
  })
}

/** Schema of a kind's props: what each field says, and what the kind says of several together. One per definition. */
export const schemaOfProps = (definition: BlockDefinition): Schema => {
  const schema = schemas.get(definition) ?? schemaFor(definition)
  schemas.set(definition, schema)
  return schema
}
