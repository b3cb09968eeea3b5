import type { TracedFlow } from './rule.ts'

/** A flow without errors. Only `check` makes one, so nothing unchecked can be compiled, forecast or run. */
export type CheckedFlow = TracedFlow & { readonly __checked: true }
