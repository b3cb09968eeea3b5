import { z } from 'zod'
import { type Endpoint, endpoints } from '#shared/api/endpoints.ts'
import { problemSchema } from '#shared/api/problem.ts'
import { ProblemError } from '../http/problem-error.ts'
import { isJsonObject, type Json, type JsonObject, toJson, toJsonObject } from '../json.ts'
import { VERSION } from '../package-version.ts'

/** The OpenAPI 3.1 description of the HTTP API, made of the schemas by which requests are read. */
export function openApi(): JsonObject {
  const paths: JsonObject = {}
  const schemas: JsonObject = {}
  schemas.Problem = schemaOf(problemSchema, 'output', schemas)
  for (const endpoint of endpoints) {
    const place = paths[endpoint.path]
    const others = isJsonObject(place) ? place : {}
    paths[endpoint.path] = { ...others, [endpoint.method]: describe(endpoint, schemas) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Sluice',
      version: VERSION,
      description:
        'Design, check, forecast and run Stripe payment flows. Errors are application/problem+json (RFC 9457).',
    },
    paths,
    components: { schemas },
  }
}

function describe({ id, method, path, summary, ...rest }: Endpoint, schemas: JsonObject): JsonObject {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(match => match[1] ?? '')
  const parameters: JsonObject[] = names.map(name => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }))
  if (id === 'replaceFlow' || id === 'deleteFlow') {
    parameters.push({
      name: 'If-Match',
      in: 'header',
      required: method === 'put',
      schema: { type: 'string' },
    })
  }
  const media = rest.media ?? 'application/json'
  const answer: JsonObject = { description: summary }
  if (rest.response !== undefined)
    answer.content = { [media]: { schema: schemaOf(rest.response, 'output', schemas) } }
  return {
    operationId: id,
    summary,
    parameters,
    ...(rest.request === undefined
      ? {}
      : {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: schemaOf(rest.request, 'input', schemas) } },
          },
        }),
    responses: { [String(rest.status)]: answer, ...problemResponses(rest.problems) },
  }
}

function problemResponses(codes: Endpoint['problems']): JsonObject {
  const byStatus = new Map<string, string[]>()
  for (const code of codes) {
    const status = String(new ProblemError(code, '').problem.status)
    byStatus.set(status, [...(byStatus.get(status) ?? []), code])
  }
  const content = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } }
  return Object.fromEntries(
    [...byStatus].map(([status, names]) => [
      status,
      { description: names.join(', '), content: toJsonObject(content) },
    ]),
  )
}

/** One schema as JSON Schema; what it defines apart goes to `shared` under a name of its own. */
function schemaOf(schema: z.core.$ZodType, io: 'input' | 'output', into: JsonObject): JsonObject {
  const described = toJson(z.toJSONSchema(schema, { io, unrepresentable: 'any' }))
  if (!isJsonObject(described)) return {}
  const { $defs, $schema: _version, ...rest } = described
  const prefix = `Part${String(Object.keys(into).length)}`
  const moved = (ref: string): string => ref.replace('#/$defs/__schema', `#/components/schemas/${prefix}_`)
  if (isJsonObject($defs)) {
    for (const [name, part] of Object.entries($defs)) {
      into[name.replace('__schema', `${prefix}_`)] = withRefs(part, moved)
    }
  }
  const result = withRefs(rest, moved)
  return isJsonObject(result) ? result : {}
}

function withRefs(value: Json, moved: (ref: string) => string): Json {
  if (Array.isArray(value)) return value.map(member => withRefs(member, moved))
  if (!isJsonObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      name === '$ref' && typeof member === 'string' ? moved(member) : withRefs(member, moved),
    ]),
  )
}
