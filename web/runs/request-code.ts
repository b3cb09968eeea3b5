import type { OperationRecord } from '#shared/api/runs.ts'
import { API_VERSION } from '#shared/facts/api-version.ts'
import { simulatorCall } from '#shared/plan/simulator-calls.ts'
import { httpCall } from './http-call.ts'

/** What is needed of a call to write it down as code. */
export type Written = Pick<OperationRecord, 'call' | 'request' | 'idempotencyKey' | 'onAccount'>

type Values = Readonly<Record<string, unknown>>

const isValues = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const partsOf = ({ request }: Written): { readonly target: string | undefined; readonly params: Values } => {
  if (!isValues(request)) return { target: undefined, params: {} }
  const { target, params } = request
  return { target: typeof target === 'string' ? target : undefined, params: isValues(params) ? params : {} }
}

/** Text in single quotes as a shell takes it. */
const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`

/** Parameters as Stripe's forms write them: `items[0][price]=…`. */
const formFields = (value: unknown, name: string): readonly string[] => {
  if (Array.isArray(value)) return value.flatMap((entry, index) => formFields(entry, `${name}[${index}]`))
  if (isValues(value))
    return Object.entries(value).flatMap(([key, entry]) =>
      formFields(entry, name === '' ? key : `${name}[${key}]`),
    )
  if (value === undefined) return []
  return [`${name}=${typeof value === 'string' ? value : value === null ? '' : JSON.stringify(value)}`]
}

const bodyLines = (body: 'form' | 'json', params: Values): readonly string[] => {
  if (Object.keys(params).length === 0) return []
  if (body === 'json') return ["-H 'Content-Type: application/json'", `-d ${quoted(JSON.stringify(params))}`]
  return formFields(params, '').map(field => `--data-urlencode ${quoted(field)}`)
}

/** What to know of a call that only the simulator answers. */
const aside = (call: string): string | undefined => {
  const simulator = simulatorCall(call)
  return simulator && `No call of Stripe’s API: ${simulator.instead}. Only a simulator answers it.`
}

/**
 * A call as a command for a terminal. The key stays in the environment; `STRIPE_API_BASE` points it to a simulator
 * instead of Stripe.
 */
export const curlOf = (written: Written): string => {
  const { target, params } = partsOf(written)
  const { method, path, body } = httpCall(written.call, target)
  const { idempotencyKey, onAccount } = written
  const context = body === 'json' ? 'Stripe-Context' : 'Stripe-Account'
  const note = aside(written.call)
  const base = note === undefined ? ':-https://api.stripe.com' : ':?the address of a simulator'
  const command = [
    `curl "\${STRIPE_API_BASE${base}}${path}"`,
    ...(method === 'GET' ? ['-G'] : [`-X ${method}`]),
    '-u "$STRIPE_SECRET_KEY:"',
    `-H 'Stripe-Version: ${API_VERSION}'`,
    ...(onAccount === null ? [] : [`-H ${quoted(`${context}: ${onAccount}`)}`]),
    ...(idempotencyKey === null ? [] : [`-H ${quoted(`Idempotency-Key: ${idempotencyKey}`)}`]),
    ...bodyLines(body, params),
  ].join(' \\\n  ')
  return note === undefined ? command : `# ${note}\n${command}`
}

const isName = (text: string): boolean => /^[A-Za-z_$][\w$]*$/.test(text)

const literal = (text: string): string =>
  `'${text.replaceAll('\\', '\\\\').replaceAll("'", String.raw`\'`).replaceAll('\n', String.raw`\n`)}'`

/** A value as TypeScript writes it, over several lines where it is no single word. */
const written = (value: unknown, indent: string): string => {
  if (typeof value === 'string') return literal(value)
  const inner = `${indent}  `
  if (Array.isArray(value)) {
    if (value.length === 0) return '[]'
    return `[\n${value.map(entry => `${inner}${written(entry, inner)},\n`).join('')}${indent}]`
  }
  if (!isValues(value)) return value === undefined ? 'undefined' : JSON.stringify(value)
  const entries = Object.entries(value)
  if (entries.length === 0) return '{}'
  const lines = entries.map(
    ([key, entry]) => `${inner}${isName(key) ? key : literal(key)}: ${written(entry, inner)},\n`,
  )
  return `{\n${lines.join('')}${indent}}`
}

const clientLines = [
  `const stripe = new Stripe(process.env.STRIPE_SECRET_KEY ?? '', { apiVersion: '${API_VERSION}' })`,
]

const simulatorLines = (note: string): readonly string[] => [
  `// ${note}`,
  "const { hostname, port } = new URL(process.env.STRIPE_API_BASE ?? '')",
  "const stripe = new Stripe(process.env.STRIPE_SECRET_KEY ?? '', {",
  `  apiVersion: '${API_VERSION}',`,
  '  host: hostname,',
  '  port,',
  "  protocol: 'http',",
  '})',
]

/** A call as TypeScript for the official package. The key stays in the environment. */
export const typeScriptOf = (operation: Written): string => {
  const { target, params } = partsOf(operation)
  const { call, idempotencyKey, onAccount } = operation
  const account = call.startsWith('v2.') ? 'stripeContext' : 'stripeAccount'
  const options = {
    ...(idempotencyKey !== null && { idempotencyKey }),
    ...(onAccount !== null && { [account]: onAccount }),
  }
  const hasOptions = Object.keys(options).length > 0
  const hasParams = Object.keys(params).length > 0
  const note = aside(call)
  const first = note === undefined ? [target] : ['POST', httpCall(call, target).path]
  const values = [
    ...first.filter(text => text !== undefined).map(literal),
    ...(hasParams || hasOptions ? [written(params, '  ')] : []),
    ...(hasOptions ? [written(options, '  ')] : []),
  ]
  return [
    "import Stripe from 'stripe'",
    '',
    ...(note === undefined ? clientLines : simulatorLines(note)),
    '',
    `const result = await stripe.${note === undefined ? call : 'rawRequest'}(${values.length === 0 ? '' : `\n${values.map(value => `  ${value},\n`).join('')}`})`,
    '',
  ].join('\n')
}
