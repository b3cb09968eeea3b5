import type { Param } from './parameters.ts'

/** Parameters without those that are undefined: only what was said is sent. */
export const said = (params: Readonly<Record<string, Param | undefined>>): Record<string, Param> =>
  Object.fromEntries(
    Object.entries(params).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )

/** The value unless it is this one, which Stripe takes anyway. */
export const unless = <T>(value: T, usual: T): T | undefined => (value === usual ? undefined : value)

/** A text that says something; undefined when it is empty. */
export const filled = (text: string): string | undefined => (text === '' ? undefined : text)
