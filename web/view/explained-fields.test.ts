import { expect, test } from 'vitest'
import { DEFINITIONS } from '#shared/blocks/index.ts'
import type { Fields } from '#shared/flow/fields.ts'
import { explainedFields } from './explained-fields.ts'

/** Fields as the built page has them: without a sentence. */
const bare = (fields: Fields): Fields =>
  JSON.parse(
    JSON.stringify(fields, (key, value: unknown) => (key === 'help' || key === 'schema' ? undefined : value)),
  )

const said = (fields: Fields): unknown =>
  JSON.parse(JSON.stringify(fields, (key, value: unknown) => (key === 'schema' ? undefined : value)))

test.for(DEFINITIONS.map(({ kind, fields }) => ({ kind, fields })))(
  '$kind explains every field as its definition does',
  ({ kind, fields }) => {
    expect(said(explainedFields({ kind, fields: bare(fields) }))).toEqual(said(fields))
  },
)
