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
import { daysText, fromNowText, waitNote } from '#shared/plan/wait-text.ts'
import { table } from './table.ts'

/**
 * A plan for people: what must be there before it, and every call in order with its parameters; `#3.id` is what call 3
 * answers.
 */
export function planText(plan: Plan, preconditions: readonly string[]): readonly string[] {
  const numbers = new Map<string, number>()
  const number = (operations: readonly Operation[]) => {
    for (const { id } of operations) numbers.set(id, numbers.size + 1)
  }
  number(plan.operations)
  for (const reaction of plan.reactions) number(reaction.operations)
  const note = waitNote(plan)
  const made = plan.mode === 'unattended' ? 'as a run makes them' : 'as an integration makes them'
  return [
    `Plan ${plan.hash}`,
    `${count(plan.operations.length, 'call')} ${made}, ${count(plan.reactions.length, 'reaction')} to events`,
    ...(preconditions.length === 0 ? [] : ['On Stripe, set in the Dashboard beforehand (no call does):']),
    ...preconditions.map(text => `  ${text}`),
    ...(note === null ? [] : [note]),
    ...plan.operations.flatMap(operation => operationText(operation, numbers)),
    ...plan.reactions.flatMap(reaction => [
      '',
      `On ${reaction.on.join(' or ')}, with the object fetched again (${reaction.fetch}.retrieve):`,
      ...reaction.operations.flatMap(operation => operationText(operation, numbers)),
    ]),
  ]
}

function count(amount: number, word: string): string {
  return `${amount} ${word}${amount === 1 ? '' : 's'}`
}

function operationText(operation: Operation, numbers: ReadonlyMap<string, number>): readonly string[] {
  const { target, onAccount, each, until, waitDays } = operation
  const shown = (param: Param) => parameterText(param, numbers)
  const facts: (readonly [string, string])[] = [
    ['on account', onAccount === undefined ? '' : shown(onAccount)],
    ['id', target === undefined ? '' : shown(target)],
    ['once per', each === undefined ? '' : shown(each)],
    ['until', until === undefined ? '' : `${until.path} = ${until.equals}`],
    ['waits', waitDays === undefined ? '' : daysText(waitDays)],
    ...flat(operation.params, '').map(([path, param]) => [path, shown(param)] as const),
    ['idempotency key', operation.idempotencyKey],
  ]
  const rows = facts.filter(([, value]) => value !== '')
  return [
    '',
    `#${numbers.get(operation.id) ?? '?'}  ${operation.title}`,
    ...table([{ title: '' }, { title: '' }], [['call', operation.call], ...rows]).map(line => `    ${line}`),
  ]
}

/** Parameters one per line, by path as Stripe's form encoding has them: `items.0.price`. */
function flat(param: Param, path: string): readonly (readonly [path: string, param: Param])[] {
  if (typeof param !== 'object' || isPlace(param)) return [[path, param]]
  return Object.entries(param).flatMap(([key, member]: [string, Param]) =>
    flat(member, path === '' ? key : `${path}.${key}`),
  )
}

function parameterText(param: Param, numbers: ReadonlyMap<string, number>): string {
  if (typeof param !== 'object') return typeof param === 'string' ? param : String(param)
  if (isShare(param)) return `share of ${param.leg} in split ${param.$share}`
  if (isGiveBack(param)) return GIVEN_BACK[param.$giveBack]
  if (isDifference(param)) {
    return `${parameterText(param.$difference, numbers)} less ${parameterText(param.less, numbers)}`
  }
  if (isLeft(param)) return `what is left of ${parameterText(param.$left, numbers)}`
  if (isFromNow(param)) return fromNowText(param)
  if (!isRef(param)) return JSON.stringify(param)
  const path = param.path === '' ? '' : `.${param.path}`
  const at = numbers.get(param.$ref)
  return `${at === undefined ? param.$ref : `#${at}`}${path}`
}

const GIVEN_BACK: Readonly<Record<GiveBack['$giveBack'], string>> = {
  amount: 'what is given back of the payment',
  lines: 'the lines that are given back',
  reversal: 'what this transfer owes to the refund',
}
