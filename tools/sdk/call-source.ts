import type { Param } from '#shared/flow/parameters.ts'
import type { Operation } from '#shared/plan/plan.ts'
import { isPlace } from '#shared/plan/references.ts'

const isList = (param: Param): param is readonly Param[] => Array.isArray(param)

/** A parameter as TypeScript: what is known only at run time is `later`, which fits everything. */
function paramSource(param: Param, name = ''): string {
  if (typeof param === 'string' && name.endsWith('_decimal'))
    return `Stripe.Decimal.from(${JSON.stringify(param)})`
  if (typeof param !== 'object') return JSON.stringify(param)
  if (isPlace(param)) return 'later'
  if (isList(param)) return `[${param.map(member => paramSource(member)).join(', ')}]`
  const members = Object.entries(param).map(
    ([key, value]) => `${JSON.stringify(key)}: ${paramSource(value, key)}`,
  )
  return `{ ${members.join(', ')} }`
}

/** One call as a line of TypeScript against the SDK: `void stripe.prices.create({ … })`. */
export function callSource({ call, target, params }: Pick<Operation, 'call' | 'target' | 'params'>): string {
  const parts = [
    ...(target === undefined ? [] : [paramSource(target)]),
    ...(Object.keys(params).length === 0 ? [] : [paramSource(params)]),
  ]
  return `void stripe.${call}(${parts.join(', ')})`
}

/** Properties that the SDK's types know nothing of any more, or not with these values: one line per call. */
export function programSource(operations: readonly Operation[]): string {
  return [
    `import Stripe from 'stripe'`,
    'declare const stripe: Stripe',
    'declare const later: any',
    ...operations.map(callSource),
  ].join('\n')
}
