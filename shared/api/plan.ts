import * as z from 'zod/mini'
import { blockIdSchema } from '#shared/flow/graph.ts'
import type { BlockId, OperationId } from '#shared/flow/ids.ts'
import { operationIdSchema } from '#shared/flow/operation-id.ts'
import type {
  Condition,
  Difference,
  FromNow,
  GiveBack,
  Left,
  Param,
  Ref,
  Share,
} from '#shared/flow/parameters.ts'
import type { Operation, Plan } from '#shared/plan/plan.ts'

const refSchema: z.ZodMiniType<Ref> = z.strictObject({
  $ref: z.union([z.literal('trigger'), z.literal('each'), operationIdSchema]),
  path: z.string(),
})

const shareSchema: z.ZodMiniType<Share> = z.strictObject({
  $share: blockIdSchema,
  leg: blockIdSchema,
  lines: refSchema,
  charges: refSchema,
  part: z.enum(['charge', 'top']),
})

const giveBackSchema: z.ZodMiniType<GiveBack> = z.strictObject({
  $giveBack: z.enum(['amount', 'lines', 'reversal']),
  automatic: z.exactOptional(z.literal(true)),
  wish: z.strictObject({
    scope: z.enum(['full', 'amount', 'percent', 'lines']),
    amount: z.exactOptional(z.number()),
    percentBps: z.exactOptional(z.number()),
    prices: z.lazy(() => z.array(paramSchema)),
    limits: z.exactOptional(
      z.lazy(() => z.array(z.strictObject({ price: paramSchema, amount: z.number() }))),
    ),
  }),
  legs: z.array(
    z.strictObject({ account: z.lazy(() => paramSchema), prices: z.lazy(() => z.array(paramSchema)) }),
  ),
  lines: refSchema,
  charges: refSchema,
  less: z.exactOptional(z.number()),
  notes: z.exactOptional(refSchema),
})

const differenceSchema: z.ZodMiniType<Difference> = z.strictObject({
  $difference: refSchema,
  less: refSchema,
})

const fromNowSchema: z.ZodMiniType<FromNow> = z.strictObject({ $fromNow: z.number().check(z.int()) })

const leftSchema: z.ZodMiniType<Left> = z.strictObject({
  $left: z.lazy(() => paramSchema),
  back: z.exactOptional(giveBackSchema),
  disputes: z.exactOptional(refSchema),
})

/** Schema of a parameter: plain JSON without null, with references and shares inside. */
export const paramSchema: z.ZodMiniType<Param> = z.lazy(() =>
  z.union([
    z.string(),
    z.number(),
    z.boolean(),
    refSchema,
    shareSchema,
    giveBackSchema,
    differenceSchema,
    leftSchema,
    fromNowSchema,
    z.array(paramSchema),
    z.record(z.string(), paramSchema),
  ]),
)

const paramsSchema = z.record(z.string(), paramSchema)
const keyValuesSchema = z.record(z.string(), refSchema)

const conditionSchema: z.ZodMiniType<Condition> = z.union([
  z.strictObject({ path: z.string(), equals: z.string(), negated: z.exactOptional(z.literal(true)) }),
  z.strictObject({ path: z.string(), above: z.number(), negated: z.exactOptional(z.literal(true)) }),
])

/** Schema of one call of a plan. */
export const operationSchema: z.ZodMiniType<Operation> = z.strictObject({
  id: operationIdSchema,
  block: blockIdSchema,
  call: z.string(),
  title: z.string(),
  target: z.exactOptional(paramSchema),
  onAccount: z.exactOptional(paramSchema),
  params: paramsSchema,
  each: z.exactOptional(refSchema),
  only: z.exactOptional(z.array(conditionSchema)),
  when: z.exactOptional(z.array(conditionSchema)),
  until: z.exactOptional(z.strictObject({ path: z.string(), equals: z.string() })),
  waitDays: z.exactOptional(z.number()),
  dependsOn: z.array(operationIdSchema),
  idempotencyKey: z.string(),
  keyValues: keyValuesSchema,
})

const legSchema = z.strictObject({
  leg: blockIdSchema,
  prices: z.array(z.strictObject({ block: blockIdSchema, id: paramSchema })),
  commissionBps: z.number(),
  percentBps: z.exactOptional(z.number()),
  fixed: z.exactOptional(z.number()),
  remainderParts: z.exactOptional(z.number()),
  fundsDiscounts: z.exactOptional(z.literal(true)),
})

const splitTermsSchema = z.strictObject({
  split: blockIdSchema,
  mode: z.enum(['by_line_item', 'legs']),
  basis: z.enum(['gross', 'net_of_tax', 'net_of_fees']),
  feeBearer: z.enum(['platform', 'providers']),
  discountsFundedBy: z.enum(['platform', 'providers', 'provider']),
  commissionBps: z.number(),
  commissionMin: z.exactOptional(z.number()),
  commissionMax: z.exactOptional(z.number()),
  legs: z.array(legSchema),
})

/** Schema of a plan: the answer of `POST /api/plan` and `sluice plan --json`, and how the server stores it. */
export const planSchema: z.ZodMiniType<Plan> = z.strictObject({
  hash: z.string(),
  mode: z.enum(['attended', 'unattended']),
  operations: z.array(operationSchema),
  reactions: z.array(
    z.strictObject({
      id: z.string(),
      block: blockIdSchema,
      on: z.array(z.string()),
      fetch: z.string(),
      when: z.array(conditionSchema),
      late: z.exactOptional(z.literal(true)),
      operations: z.array(operationSchema),
    }),
  ),
  splits: z.record(z.string(), splitTermsSchema) satisfies z.ZodMiniType<Record<BlockId, unknown>>,
  clock: z.nullable(z.strictObject({ operation: operationIdSchema, startsAt: z.number() })),
  accounts: z.record(z.string(), operationIdSchema) satisfies z.ZodMiniType<Record<BlockId, OperationId>>,
})

/** Schema of the body of `POST /api/plan`. A run's plan is the unattended one. */
export const planRequestSchema = z.strictObject({
  document: z.unknown(),
  mode: z.optional(z.enum(['unattended', 'attended'])),
})

/** Schema of the body of `POST /api/plan/changes`: a stored flow, as it is stored or as it is drawn now. */
export const changesRequestSchema = z.strictObject({ flow: z.string(), document: z.optional(z.unknown()) })

/** Schema of what a run would do about what is there, and of the plan that does it. Nothing has been changed. */
export const changesSchema = z.strictObject({
  plan: planSchema,
  changes: z.array(
    z.strictObject({
      operation: operationIdSchema,
      block: blockIdSchema,
      title: z.string(),
      action: z.enum(['create', 'reuse', 'update', 'replace', 'archive']),
      objectId: z.nullable(z.string()),
      fields: z.array(
        z.strictObject({ path: z.string(), have: z.string(), want: z.string(), replaces: z.boolean() }),
      ),
    }),
  ),
})
/** What a run would do about what is there. */
export type Changes = z.infer<typeof changesSchema>
