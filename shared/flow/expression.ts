import type { Condition } from './parameters.ts'

/** A question about an object of the API: `amount >= 10000`, `metadata.source != 'own'`. */
export type Question = {
  readonly path: string
  readonly operator: '=' | '!=' | '>' | '>=' | '<' | '<='
  readonly value: string | number
}

const PATTERN =
  /^\s*([a-z][a-z0-9_]*(?:\.[A-Za-z0-9_-]+)*)\s*(==|=|!=|>=|<=|>|<)\s*(?:['"‘’]([^'"‘’]*)['"‘’]|(-?\d+)|([a-z_]+))\s*$/

const OPERATORS: Readonly<Record<string, Question['operator']>> = {
  '=': '=',
  '==': '=',
  '!=': '!=',
  '>': '>',
  '>=': '>=',
  '<': '<',
  '<=': '<=',
}

/** Reads a question; null when the text is none, or compares something that is no number by size. */
export const parseExpression = (text: string): Question | null => {
  const match = PATTERN.exec(text)
  const operator = OPERATORS[match?.[2] ?? '']
  if (!match || operator === undefined) return null
  const [, path = '', , quoted, digits, word] = match
  const value = digits === undefined ? (quoted ?? word ?? '') : Number(digits)
  if (typeof value === 'string' && operator !== '=' && operator !== '!=') return null
  return { path, operator, value }
}

/** A whole number above this one, and whether the answer is turned round: what any comparison of sizes comes down to. */
const threshold = ({ operator, value }: Question): { readonly above: number; readonly negated: boolean } => {
  const number = Number(value)
  if (operator === '>') return { above: number, negated: false }
  if (operator === '>=') return { above: number - 1, negated: false }
  return operator === '<' ? { above: number - 1, negated: true } : { above: number, negated: true }
}

/** A question as a reaction asks it, for one of the two ways on. */
export const conditionOf = (question: Question, way: 'then' | 'else'): Condition => {
  const { path, operator, value } = question
  const turned = way === 'else'
  if (operator === '=' || operator === '!=') {
    const negated = (operator === '!=') !== turned
    return { path, equals: String(value), ...(negated ? { negated: true } : {}) }
  }
  const { above, negated } = threshold(question)
  return { path, above, ...(negated === turned ? {} : { negated: true }) }
}

/** Members that hold what was paid. */
const AMOUNTS: readonly string[] = ['amount', 'amount_paid', 'amount_received', 'amount_due', 'total']

/** The answer for a payment of this amount; null where the question is about something else. */
export const holdsForAmount = (text: string, amount: number): boolean | null => {
  const question = parseExpression(text)
  if (!question || !AMOUNTS.includes(question.path) || typeof question.value !== 'number') return null
  if (question.operator === '=') return amount === question.value
  if (question.operator === '!=') return amount !== question.value
  const { above, negated } = threshold(question)
  return amount > above !== negated
}
