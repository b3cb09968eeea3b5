import type { OperationId } from '#shared/flow/ids.ts'
import type { Difference, FromNow, GiveBack, Left, Param, Ref, Share } from '#shared/flow/parameters.ts'

/** True for a reference to a value of another operation. */
export const isRef = (param: unknown): param is Ref =>
  typeof param === 'object' && param !== null && '$ref' in param

/** True for a split's leg. */
export const isShare = (param: unknown): param is Share =>
  typeof param === 'object' && param !== null && '$share' in param

/** True for a part of a refund. */
export const isGiveBack = (param: unknown): param is GiveBack =>
  typeof param === 'object' && param !== null && '$giveBack' in param

/** True for a number less another. */
export const isDifference = (param: unknown): param is Difference =>
  typeof param === 'object' && param !== null && '$difference' in param

/** True for what is left of a share. */
export const isLeft = (param: unknown): param is Left =>
  typeof param === 'object' && param !== null && '$left' in param

/** True for a time that counts from the call. */
export const isFromNow = (param: unknown): param is FromNow =>
  typeof param === 'object' && param !== null && '$fromNow' in param

/** True for whatever is worked out when the call is made. */
export const isPlace = (param: Param): param is Ref | Share | GiveBack | Difference | Left | FromNow =>
  [isRef, isShare, isGiveBack, isDifference, isLeft, isFromNow].some(isOne => isOne(param))

const collect = (param: Param, found: Set<OperationId>): void => {
  if (typeof param !== 'object') return
  if (isRef(param)) {
    if (param.$ref !== 'trigger' && param.$ref !== 'each') found.add(param.$ref)
    return
  }
  if (isShare(param)) {
    collect(param.lines, found)
    collect(param.charges, found)
    return
  }
  if (isGiveBack(param)) {
    const { wish, legs, lines, charges, notes } = param
    const { prices, limits = [] } = wish
    const ofLegs = legs.flatMap(leg => [leg.account, ...leg.prices])
    const named = [...prices, ...limits.map(({ price }) => price), ...ofLegs, lines, charges]
    for (const member of notes ? [...named, notes] : named) collect(member, found)
    return
  }
  for (const member of Object.values(param)) collect(member, found)
}

/** Ids of the operations that these parameters refer to. */
export const operationsIn = (params: readonly Param[]): OperationId[] => {
  const found = new Set<OperationId>()
  for (const param of params) collect(param, found)
  return [...found]
}
