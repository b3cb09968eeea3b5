import type { BlockId } from '#shared/flow/ids.ts'
import type { GiveBack, Param } from '#shared/flow/parameters.ts'
import type { Operation, Plan } from '#shared/plan/plan.ts'
import {
  isDifference,
  isFromNow,
  isGiveBack,
  isLeft,
  isPlace,
  isRef,
  isShare,
} from '#shared/plan/references.ts'
import { daysText, fromNowText } from '#shared/plan/wait-text.ts'

/** A value in words; `from` is the number of the call that answers it. */
export type Value = { readonly text: string; readonly from?: number }

/** One line of an operation: a parameter by its path, as Stripe's form encoding has it, or a fact beside them. */
export type ParameterRow = { readonly name: string; readonly own: boolean; readonly value: Value }

/** What names need: the numbers of operations and the labels of blocks. */
export type Names = {
  readonly numbers: ReadonlyMap<string, number>
  readonly label: (block: BlockId) => string
}

/** Every operation of a plan by its number, reactions last. */
export const numbersOf = (plan: Plan): ReadonlyMap<string, number> => {
  const all = [...plan.operations, ...plan.reactions.flatMap(({ operations }) => operations)]
  return new Map(all.map(({ id }, index) => [id, index + 1]))
}

const member = (path: string): string => (path === '' ? '' : `.${path}`)

const givenBack: Readonly<Record<GiveBack['$giveBack'], string>> = {
  amount: 'what is given back, worked out from the payment',
  lines: 'the lines that are given back',
  reversal: 'what this transfer owes to the refund',
}

const valueOf = (param: Param, names: Names): Value => {
  const { numbers, label } = names
  if (isShare(param)) return { text: `share of “${label(param.leg)}”, worked out from the paid lines` }
  if (isGiveBack(param)) return { text: givenBack[param.$giveBack] }
  if (isDifference(param)) {
    return { text: `${valueOf(param.$difference, names).text} less ${valueOf(param.less, names).text}` }
  }
  if (isLeft(param)) return { text: `what is left of the ${valueOf(param.$left, names).text}` }
  if (isFromNow(param)) return { text: fromNowText(param) }
  if (!isRef(param)) return { text: typeof param === 'string' ? param : JSON.stringify(param) }
  if (param.$ref === 'trigger') return { text: `event object${member(param.path)}` }
  if (param.$ref === 'each') return { text: `each${member(param.path)}` }
  const from = numbers.get(param.$ref)
  return from === undefined
    ? { text: `${param.$ref}${member(param.path)}` }
    : { text: `#${from}${member(param.path)}`, from }
}

const flat = (param: Param, path: string): readonly (readonly [string, Param])[] => {
  if (typeof param !== 'object' || isPlace(param)) return [[path, param]]
  return Object.entries<Param>(param).flatMap(([key, inner]) =>
    flat(inner, path === '' ? key : `${path}.${key}`),
  )
}

/** What is sent with an operation, one line each, references readable. */
export const parameterRows = (operation: Operation, names: Names): readonly ParameterRow[] => {
  const { target, onAccount, each, until, waitDays, idempotencyKey } = operation
  const beside = (name: string, value: Value): ParameterRow => ({ name, own: true, value })
  return [
    ...(onAccount === undefined ? [] : [beside('on account', valueOf(onAccount, names))]),
    ...(target === undefined ? [] : [beside('id in the address', valueOf(target, names))]),
    ...(each === undefined ? [] : [beside('once per', valueOf(each, names))]),
    ...(until === undefined ? [] : [beside('repeated until', { text: `${until.path} = ${until.equals}` })]),
    ...(waitDays === undefined ? [] : [beside('waits', { text: daysText(waitDays) })]),
    ...flat(operation.params, '').map(([name, param]) => ({
      name,
      own: false,
      value: valueOf(param, names),
    })),
    beside('idempotency key', { text: idempotencyKey }),
  ]
}
