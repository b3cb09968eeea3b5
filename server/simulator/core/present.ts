import { isChecked } from './trust.ts'

/** Fields of which undefined ones are left out. */
export type Present<T> = {
  [Key in keyof T as undefined extends T[Key] ? never : Key]: T[Key]
} & {
  [Key in keyof T as undefined extends T[Key] ? Key : never]?: Exclude<T[Key], undefined>
}

/** Leaves undefined fields out: for parameters that one part of the simulator hands to another. */
export function present<T extends object>(fields: T): Present<T> {
  const left = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
  if (!isChecked<Present<T>>(left)) throw new TypeError('fields are not an object')
  return left
}
