import * as z from 'zod/mini'

const months = z.number().check(z.int(), z.gte(1), z.lte(120))
const moneySchema = z.strictObject({ amount: z.number().check(z.int()), currency: z.string() })

/** Schema of a posting of a ledger with its month (from 1), day (from the first payment) and block; `paidIn` = month of the
 * payment, where the money waited for this day. */
export const ledgerEntrySchema = z.strictObject({
  from: z.string(),
  to: z.string(),
  money: moneySchema,
  memo: z.string(),
  day: z.number(),
  month: z.number(),
  block: z.string(),
  paidIn: z.exactOptional(z.number()),
})

/** Schema of balances: by account, then currency, in minor units. */
export const balancesSchema = z.record(z.string(), z.record(z.string(), z.number()))

/** Schema of the body of `POST /api/forecast`. Without `months`: the scenario's, else 12. */
export const forecastRequestSchema = z.strictObject({
  document: z.unknown(),
  scenario: z.optional(z.string()),
  months: z.optional(months),
})

/**
 * Schema of a forecast over HTTP and from `sluice forecast --json`. `billed` is what Stripe bills apart, `owed` is tax
 * to be handed on, `waiting` is what a hold or a delay keeps beyond the last month; none is part of `entries`; `fees` and `margin` are minor units by currency, `margin` = what stays on the platform
 * after what is billed apart and owed.
 */
export const forecastResultSchema = z.strictObject({
  scenario: z.strictObject({
    title: z.string(),
    months,
    seed: z.number(),
    volumes: z.record(z.string(), z.number()),
    incidents: z.array(z.unknown()),
  }),
  entries: z.array(ledgerEntrySchema),
  billed: z.array(ledgerEntrySchema),
  owed: z.array(ledgerEntrySchema),
  waiting: z.array(ledgerEntrySchema),
  flows: z.optional(
    z.array(z.strictObject({ connection: z.string(), month: z.number(), money: moneySchema })),
  ),
  balances: balancesSchema,
  fees: z.record(z.string(), z.number()),
  margin: z.record(z.string(), z.number()),
})
/** What a forecast answers. */
export type ForecastAnswer = z.infer<typeof forecastResultSchema>
