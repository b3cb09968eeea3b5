import type { GiveBack, Left, Param, Share } from '#shared/flow/parameters.ts'
import { creditedLines, type GiveBackSource, refundAmount, reversalAmount } from './give-back.ts'
import { holds } from './holds.ts'
import { isContested } from './left.ts'
import type { Operation, Plan } from './plan.ts'
import { numberAt, readPath } from './read-path.ts'
import { isDifference, isFromNow, isGiveBack, isLeft, isRef, isShare } from './references.ts'
import { legAmount } from './share.ts'

/** What is known when an operation runs: answers of earlier operations by id, and the object that set the reaction off. */
export type Scope = {
  readonly results: ReadonlyMap<string, unknown>
  readonly trigger?: unknown
  readonly splits: Plan['splits']
}

/** An operation with everything filled in; one per element of `each`. `skip` says why there is nothing to call. */
export type ResolvedCall = {
  readonly call: string
  readonly target: string | null
  readonly onAccount: string | null
  readonly params: Readonly<Record<string, unknown>>
  /** Readable idempotency key; the executor hashes it together with run and attempt. */
  readonly key: string
  readonly skip: string | null
}

/** A reference that leads to nothing: the answer that it reads from was not as expected. */
export class UnresolvedReference extends Error {
  override readonly name = 'UnresolvedReference'
}

type Element = { readonly value: unknown; readonly index: number }
type Place = { readonly scope: Scope; readonly element: Element }

const source = (name: string, { scope, element }: Place): unknown => {
  if (name === 'trigger') return scope.trigger
  return name === 'each' ? element.value : scope.results.get(name)
}

const shareAmount = (share: Share, place: Place): number => {
  const terms = place.scope.splits[share.$share]
  if (!terms) throw new UnresolvedReference(`the plan has no split “${share.$share}”`)
  const prices = new Map(
    terms.legs.flatMap(leg => leg.prices).map(price => [String(resolve(price.id, place)), price.block]),
  )
  const charges = resolve(share.charges, place)
  return legAmount(share, { terms, prices, lines: resolve(share.lines, place), charges }, place.element.index)
}

const texts = (params: readonly Param[], place: Place): string[] =>
  params.map(param => String(resolve(param, place)))

const GIVE_BACK: Readonly<Record<GiveBack['$giveBack'], (source: GiveBackSource) => unknown>> = {
  amount: refundAmount,
  lines: creditedLines,
  reversal: reversalAmount,
}

const givenBack = (param: GiveBack, place: Place, transfer: unknown): unknown =>
  GIVE_BACK[param.$giveBack]({
    wish: {
      ...param.wish,
      prices: texts(param.wish.prices, place),
      limits: (param.wish.limits ?? []).map(({ price, amount }) => ({
        price: String(resolve(price, place)),
        amount,
      })),
    },
    legs: param.legs.map(({ account, prices }) => ({
      account: String(resolve(account, place)),
      prices: texts(prices, place),
    })),
    lines: resolve(param.lines, place),
    charges: resolve(param.charges, place),
    less: param.less ?? 0,
    automatic: param.automatic === true,
    notes: param.notes ? resolve(param.notes, place) : [],
    transfer,
  })

/** The share as if it had been sent and were taken back by what was refunded to date. */
const leftOf = ({ $left, back, disputes }: Left, place: Place): number => {
  const amount = numberAt(resolve($left, place), '')
  const contested = disputes && readPath(resolve(disputes, place), String(place.element.index))
  if (isContested(contested)) return 0
  const [leg] = back?.legs ?? []
  if (!back || !leg) return amount
  const sent = { id: 'share', destination: resolve(leg.account, place), amount, amount_reversed: 0 }
  return amount - numberAt(givenBack(back, place, sent), '')
}

const isList = (param: Param): param is readonly Param[] => Array.isArray(param)

const resolve = (param: Param, place: Place): unknown => {
  if (typeof param !== 'object') return param
  if (isRef(param)) {
    const value = readPath(source(param.$ref, place), param.path)
    if (value === undefined)
      throw new UnresolvedReference(`“${param.$ref}” has answered nothing at “${param.path}”`)
    return value
  }
  if (isShare(param)) return shareAmount(param, place)
  if (isGiveBack(param)) return givenBack(param, place, place.element.value)
  if (isLeft(param)) return leftOf(param, place)
  if (isDifference(param))
    return numberAt(resolve(param.$difference, place), '') - numberAt(resolve(param.less, place), '')
  if (isFromNow(param)) throw new UnresolvedReference('a run knows no time but that of its clock')
  if (isList(param)) return param.map(member => resolve(member, place))
  return Object.fromEntries(Object.entries(param).map(([name, member]) => [name, resolve(member, place)]))
}

const text = (param: Param | undefined, place: Place): string | null => {
  if (param === undefined) return null
  const value = resolve(param, place)
  return typeof value === 'string' ? value : String(readPath(value, 'id'))
}

const fillKey = (operation: Operation, place: Place): string => {
  const filled = operation.idempotencyKey.replaceAll(/\{([a-z]+)\}/g, (whole, name: string) => {
    const ref = operation.keyValues[name]
    return ref ? String(resolve(ref, place)) : whole
  })
  return place.element.index === 0 ? filled : `${filled}#${place.element.index + 1}`
}

const skipReason = (operation: Operation, params: Readonly<Record<string, unknown>>): string | null => {
  const { amount } = operation.params
  if (typeof amount !== 'object') return null
  if (typeof params['amount'] === 'number' && params['amount'] > 0) return null
  if (isLeft(amount)) return 'nothing is left of this share: it was given back, or is contested'
  return isShare(amount) ? 'nothing is left for this share' : 'there is nothing to move'
}

/**
 * Fills in references and shares. Answers one call, or one per element of `each`; an operation whose share is zero is
 * to be skipped. Throws `UnresolvedReference` when an earlier answer lacks what this operation needs.
 */
export const resolveOperation = (operation: Operation, scope: Scope): readonly ResolvedCall[] => {
  const all = operation.each
    ? resolve(operation.each, { scope, element: { value: undefined, index: 0 } })
    : undefined
  const listed = operation.each ? (Array.isArray(all) ? all : [all]) : [undefined]
  const { only = [] } = operation
  const elements = listed.filter((value: unknown) => only.every(condition => holds(condition, value)))
  return elements.map((value: unknown, index) => {
    const place: Place = { scope, element: { value, index } }
    const params = Object.fromEntries(
      Object.entries(operation.params).map(([name, param]) => [name, resolve(param, place)]),
    )
    const asked = (operation.when ?? []).every(condition => holds(condition, scope.trigger))
    return {
      call: operation.call,
      target: text(operation.target, place),
      onAccount: text(operation.onAccount, place),
      params,
      key: fillKey(operation, place),
      skip: asked ? skipReason(operation, params) : 'a condition on the way sends it elsewhere',
    }
  })
}
