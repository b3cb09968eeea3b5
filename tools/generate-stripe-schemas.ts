import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { Declarations } from './generate-stripe-declarations.ts'
import type { MethodDeclaration, TypeText } from './generate-stripe-types.ts'

/**
 * Writes `server/simulator/schema/*.generated.ts` from the installed `stripe` package, so that the simulator
 * checks requests and answers against exactly the API version that the SDK pins.
 * Run: npx tsx tools/generate-stripe-schemas.ts
 */
const here = path.dirname(fileURLToPath(import.meta.url))
const sdk = path.join(here, '../node_modules/stripe/esm')
const target = path.join(here, '../server/simulator/schema')

type Route = {
  method: string
  path: string
  declaration: MethodDeclaration | undefined
  sdkCall: string
}

const declarations = new Declarations(sdk)

function resourceFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    const full = path.join(folder, entry.name)
    if (entry.isDirectory()) return resourceFiles(full)
    return entry.name.endsWith('.js') ? [full] : []
  })
}

function routesOf(file: string): Route[] {
  const text = readFileSync(file, 'utf8')
  const folder = path
    .relative(path.join(sdk, 'resources'), path.dirname(file))
    .split(path.sep)
    .filter(Boolean)
  const methods = declarations.methodsOf(file.replace(/\.js$/, '.d.ts'))
  let className = ''
  let method = ''
  return text.split('\n').flatMap(line => {
    className = /^export class (\w+)/.exec(line)?.[1] ?? className
    method = /^ {4}(\w+)\(.*\) \{$/.exec(line)?.[1] ?? method
    const call = /_makeRequest\('(\w+)', (?:'([^']+)'|`([^`]+)`)/.exec(line)
    if (!call) return []
    const template = call[2] ?? call[3] ?? ''
    const route = template.replaceAll(/\$\{encodeURIComponent\((\w+)\)\}/g, '{$1}')
    const declaration = methods.get(`${className}.${method}`)
    const sdkCall = [...folder, path.basename(file, '.js'), method].join('.')
    return [{ method: call[1] ?? '', path: route, declaration, sdkCall }]
  })
}

/** Whole products that the simulator leaves out: their endpoints are known (501), their types are not written. */
const LEFT_OUT =
  /^\/v[12]\/(test_helpers\/)?(issuing|treasury|terminal|climate|identity|financial_connections|forwarding|sigma|reporting|reserve|apps|commerce|money_management|product_catalog|crypto|delegated_checkout|secrets)\b/

const routes = new Map<string, Route>()
for (const file of resourceFiles(path.join(sdk, 'resources')).toSorted())
  for (const route of routesOf(file)) {
    const key = `${route.method} ${route.path}`
    const known = LEFT_OUT.test(route.path) ? { ...route, declaration: undefined } : route
    if (!route.path.startsWith('/oauth') && !routes.has(key)) routes.set(key, known)
  }

/** Structurally equal types share one index in the written table. */
const table: string[] = []
const indexOf = new Map<string, number>()
const named = new Map<string, number>()

function intern(text: string): number {
  const known = indexOf.get(text)
  if (known !== undefined) return known
  table.push(text)
  indexOf.set(text, table.length - 1)
  return table.length - 1
}

function reserve(name: string): number {
  const known = named.get(name)
  if (known !== undefined) return known
  const type = declarations.types.get(name) ?? 'x'
  const isRoot = !name.slice(name.lastIndexOf('/') + 1).includes('.') || isObject(type)
  if (isRoot && isObject(type)) {
    table.push('')
    const index = table.length - 1
    named.set(name, index)
    table[index] = JSON.stringify(compact(type))
    return index
  }
  const index = intern(JSON.stringify(compact(type)))
  named.set(name, index)
  return index
}

function isObject(type: TypeText): boolean {
  return typeof type === 'object' && 'o' in type && ('object' in type.o || 'id' in type.o)
}

function compact(type: TypeText): unknown {
  if (typeof type === 'string') return type
  if ('r' in type) {
    const resolved = declarations.types.get(type.r) ?? 'x'
    if (typeof resolved === 'string' || 'e' in resolved || 'u' in resolved) return compact(resolved)
    return reserve(type.r)
  }
  if ('a' in type) return { a: compact(type.a) }
  if ('m' in type) return { m: compact(type.m) }
  if ('u' in type) return compactUnion(type.u)
  if ('e' in type) return type
  return { o: Object.fromEntries(Object.entries(type.o).map(([name, field]) => [name, compact(field)])) }
}

/** `string | Customer | DeletedCustomer` becomes `{x: ['Customer', 'DeletedCustomer']}`: an expandable reference. */
function compactUnion(members: readonly TypeText[]): unknown {
  const flat = members.flatMap(flatten)
  const objects = flat.filter(member => typeof member === 'object' && 'r' in member)
  if (flat.includes('s') && objects.some(object => !isParameter(object))) {
    const expandable = {
      x: objects.map(member => (typeof member === 'object' && 'r' in member ? member.r : '')),
    }
    for (const name of expandable.x) reserve(name)
    return flat.includes('0') ? { u: ['0', expandable] } : expandable
  }
  const values = flat.flatMap(member => (typeof member === 'object' && 'e' in member ? member.e : []))
  const rest = flat.filter(member => !(typeof member === 'object' && 'e' in member)).map(compact)
  const all = values.length > 0 ? [{ e: [...new Set(values)] }, ...rest] : rest
  const unique = [...new Map(all.map(member => [JSON.stringify(member), member])).values()]
  return unique.length === 1 ? unique[0] : { u: unique }
}

/** A part of a request: text or an object, and never an id that stands for an object. */
function isParameter(type: TypeText): boolean {
  return typeof type === 'object' && 'r' in type && /Params?(\.|$)/.test(type.r)
}

function flatten(member: TypeText): readonly TypeText[] {
  if (typeof member === 'object' && 'u' in member) return member.u.flatMap(flatten)
  if (typeof member === 'object' && 'r' in member) {
    const resolved = declarations.types.get(member.r) ?? 'x'
    if (typeof resolved === 'string' || 'e' in resolved || 'u' in resolved) return flatten(resolved)
  }
  return [member]
}

const written = [...routes.values()]
  .toSorted((a, b) => (a.path === b.path ? a.method.localeCompare(b.method) : a.path < b.path ? -1 : 1))
  .map(route => ({
    ...route,
    params:
      route.declaration?.params === undefined
        ? -1
        : intern(JSON.stringify(compact(route.declaration.params))),
    result:
      route.declaration?.result === undefined
        ? -1
        : intern(JSON.stringify(compact(route.declaration.result))),
  }))

const names = Object.fromEntries(
  [...named].filter(([, index]) => /"o":\{[^}]*"(object|deleted)":/.test(table[index] ?? '')),
)
const schema = `{"names":${JSON.stringify(names)},"routes":${JSON.stringify(
  written.map(route => [route.method, route.path, route.params, route.result, route.sdkCall]),
)},"types":[${table.join(',\n')}]}`

/** Declared by the SDK but not reachable through its `Stripe` namespace. */
const UNEXPORTED =
  /^(TestHelpers\.(ConfirmationToken|Customer|Refund)|V2\.Core\.Accounts\.|V2\.Billing\.MeterEventStream)/

/** The type of a call's parameters that has no name to be reached by: what the SDK's own method takes. */
function paramsExpression({ declaration, path: route, sdkCall }: Route): string {
  const params = declaration?.params
  if (
    typeof params !== 'object' ||
    !('r' in params) ||
    !/^(TestHelpers|V2\.Core\.Accounts)\./.test(params.r) ||
    !UNEXPORTED.test(params.r)
  )
    return typeExpression(params)
  const steps = sdkCall.split('.').map(step => `['${step.charAt(0).toLowerCase()}${step.slice(1)}']`)
  const index = [...route.matchAll(/\{/g)].length
  return `NonNullable<Parameters<Stripe${steps.join('')}>[${index}]>`
}

function typeExpression(type: TypeText | undefined): string {
  if (type === undefined || typeof type === 'string') return 'Record<string, never>'
  if ('r' in type) return UNEXPORTED.test(type.r) ? 'Record<string, never>' : `Stripe.${type.r}`
  if ('u' in type) return type.u.map(member => typeExpression(member)).join(' | ')
  if ('o' in type && 'data' in type.o) {
    const data = type.o['data']
    const element = typeof data === 'object' && 'a' in data ? typeExpression(data.a) : 'never'
    return `Listed<${element}>`
  }
  return 'Record<string, never>'
}

/** The value of `object` of a named type, when it has one. */
function tagOf(name: string): string | undefined {
  const type = declarations.types.get(name)
  const tag = typeof type === 'object' && 'o' in type ? type.o['object'] : undefined
  return typeof tag === 'object' && 'e' in tag && tag.e.length === 1 ? String(tag.e[0]) : undefined
}
const objectNames = new Map<string, string>()
for (const name of Object.keys(names)) {
  const tag = tagOf(name)
  if (tag === undefined || /(^|\.)Deleted/.test(name) || objectNames.has(tag)) continue
  if (!/^[A-Za-z0-9.]+$/.test(name) || /Param|Event(Notification)?$/.test(name)) continue
  objectNames.set(tag, name)
}

const sdkVersion: unknown = JSON.parse(readFileSync(path.join(sdk, '../package.json'), 'utf8'))
const version =
  typeof sdkVersion === 'object' && sdkVersion && 'version' in sdkVersion ? String(sdkVersion.version) : ''
const head = `// Generated by tools/generate-stripe-schemas.ts from the declarations of stripe ${version}. Do not edit.\n`

writeFileSync(
  path.join(target, 'stripe-schema.generated.ts'),
  `${head}export const stripeSchemaText: string = ${JSON.stringify(schema).replaceAll('\\n', '\\n')}\n`,
)
writeFileSync(
  path.join(target, 'stripe-endpoints.generated.ts'),
  `${head}import type { Stripe } from 'stripe'

/** One page of a list. */
export type Listed<T> = { object: 'list' | 'search_result'; data: T[]; has_more: boolean; url: string }

/** The SDK itself, for tests that speak through it. */
export type StripeClient = Stripe

/** A decimal as the SDK reads it; on the wire it is a string. */
export type SdkDecimal = Stripe.Decimal

/** Every object of the API by its \`object\` field. */
export type SdkObjects = {
${[...objectNames].map(([tag, name]) => `  '${tag}': Stripe.${name}`).join('\n')}
}

/** Parameters and result of every endpoint that the SDK can call. */
export type StripeEndpoints = {
${written
  .filter(route => route.declaration !== undefined)
  .map(
    route =>
      `  '${route.method} ${route.path}': { params: ${paramsExpression(route)}; result: ${typeExpression(route.declaration?.result)} }`,
  )
  .join('\n')}
}
`,
)
process.stdout.write(
  `${written.length} endpoints, ${table.length} types, ${(schema.length / 1024).toFixed(0)} kB\n`,
)
