import * as z from 'zod'
import type { BlockDefinition } from '#shared/flow/block-definition.ts'
import { DOCUMENT_SCHEMA_URL, DOCUMENT_VERSION, documentSchema } from '#shared/flow/document.ts'
import { propsSchema } from '#shared/flow/fields.ts'

const options = { io: 'input', unrepresentable: 'any' } as const

/** JSON Schema of `*.flow.json`, with the properties of each block kind. */
export function documentJsonSchema(definitions: readonly BlockDefinition[]): string {
  const { $schema: _, ...document } = z.toJSONSchema(documentSchema, options)
  const kinds = definitions.map(({ kind, title, summary, fields }) => {
    const { $schema: __, ...props } = z.toJSONSchema(propsSchema(fields), options)
    return {
      if: { required: ['kind'], properties: { kind: { const: kind } } },
      then: { title, description: summary, properties: { props } },
    }
  })
  return `${JSON.stringify(
    {
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      $id: DOCUMENT_SCHEMA_URL,
      title: `Sluice flow, version ${DOCUMENT_VERSION}`,
      ...withBlocks(document, { allOf: kinds }),
    },
    null,
    2,
  )}\n`
}

/** The document's schema with more said about each block. */
function withBlocks(document: object, more: object): object {
  const path = ['properties', 'graph', 'properties', 'blocks', 'additionalProperties']
  const at = (value: unknown, rest: readonly string[]): unknown => {
    if (!isObject(value)) throw new Error(`the document's JSON Schema has no ${path.join('.')}`)
    const [key, ...deeper] = rest
    return key === undefined ? { ...value, ...more } : { ...value, [key]: at(value[key], deeper) }
  }
  return { ...document, ...Object(at(document, path)) }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
