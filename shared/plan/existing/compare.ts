import { readPath } from '../read-path.ts'
import type { Standing } from './standing.ts'

/** A value that is known only when the run has made the object it belongs to. */
export class LaterKnown {
  readonly of: string

  constructor(of: string) {
    this.of = of
  }
}

/** A member of an object that is not as the design says. */
export type FieldChange = {
  /** Path of the member: `recurring.interval`. */
  readonly path: string
  /** As the API has it; empty when it has none. */
  readonly have: string
  readonly want: string
  /** Stripe changes it only by making another object. */
  readonly replaces: boolean
}

type Filled = Readonly<Record<string, unknown>>

/** Metadata that says which run made an object: another on every run, and no difference. */
const MARKS = new Set(['flow', 'run', 'operation', 'trigger', 'element'])

/**
 * Differences between what a create call would send and an object as the API answers with it. Only what is sent is
 * compared: what the API adds by itself is its own affair.
 */
export function differencesOf(want: Filled, have: object, standing: Standing): FieldChange[] {
  return Object.entries(want).flatMap(([name, value]) => {
    if (standing.unseen.includes(name)) return []
    const replaces = !standing.changeable.includes(name)
    return leavesOf(value, name)
      .filter(([path]) => !(name === 'metadata' && MARKS.has(path.slice('metadata.'.length))))
      .flatMap(([path, wanted]): FieldChange[] => {
        const found = readPath(have, path)
        return isSame(wanted, found) ? [] : [{ path, have: told(found), want: told(wanted), replaces }]
      })
  })
}

/** Members of a value that have no members of their own, with their paths; a list of plain values is one. */
export function leavesOf(value: unknown, path: string): [string, unknown][] {
  if (typeof value !== 'object' || value === null || value instanceof LaterKnown) return [[path, value]]
  if (Array.isArray(value) && value.every(member => typeof member !== 'object')) return [[path, value]]
  return Object.entries(value).flatMap(([name, member]) => leavesOf(member, `${path}.${name}`))
}

/** Whether the API has what was asked for: decimals come back as texts, references as ids or objects, what was never set as null. */
export function isSame(want: unknown, have: unknown): boolean {
  if (want instanceof LaterKnown) return false
  if (Array.isArray(want)) {
    return (
      Array.isArray(have) && want.length === have.length && want.every((one, at) => isSame(one, have[at]))
    )
  }
  if (have === null || have === undefined) return want === false || want === ''
  if (typeof have === 'object' && !Array.isArray(have)) return 'id' in have && have.id === want
  return told(want) === told(have)
}

/** A value of the API in words; an object by its id. */
export function told(value: unknown): string {
  if (value instanceof LaterKnown) return `the new ${value.of}`
  if (value === null || value === undefined) return ''
  if (typeof value === 'object' && 'id' in value && typeof value.id === 'string') return value.id
  return typeof value === 'string' ? value : JSON.stringify(value)
}
