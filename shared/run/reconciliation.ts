import * as z from 'zod/mini'

const whole = z.number().check(z.int())

/** One balance: what the forecast says against what the API's balance transactions say, minor units. */
export const reconciliationRowSchema = z.strictObject({
  account: z.string(),
  currency: z.string(),
  expected: whole,
  observed: whole,
  difference: whole,
})

/** One entry of one account: a forecast leg, the balance transaction that proves it, or one without the other. */
export const reconciliationEntrySchema = z.strictObject({
  account: z.string(),
  currency: z.string(),
  state: z.enum(['matched', 'missing', 'unexplained']),
  /** Signed amount, minor units. */
  amount: whole,
  memo: z.string(),
  /** Balance transaction or object that it was seen in; absent when missing. */
  source: z.optional(z.string()),
  cause: z.optional(z.string()),
})

/** Balance transactions that are no matter of a run, counted: those of another run, or between a balance and its bank. */
export const asideSchema = z.strictObject({
  of: z.enum(['run', 'bank']),
  /** Of which run. */
  run: z.optional(z.string()),
  count: whole,
})
/** Balance transactions that are no matter of a run. */
export type Aside = z.infer<typeof asideSchema>

/** Forecast against observation: reconciled only when nothing is left over on either side. */
export const reconciliationSchema = z.strictObject({
  reconciled: z.boolean(),
  rows: z.array(reconciliationRowSchema),
  entries: z.array(reconciliationEntrySchema),
  /** What was seen on the same accounts and set aside; absent when there was nothing. */
  aside: z.optional(z.array(asideSchema)),
})
/** Forecast against observation. */
export type Reconciliation = z.infer<typeof reconciliationSchema>
/** One balance of a reconciliation. */
export type ReconciliationRow = z.infer<typeof reconciliationRowSchema>
/** One entry of a reconciliation. */
export type ReconciliationEntry = z.infer<typeof reconciliationEntrySchema>
