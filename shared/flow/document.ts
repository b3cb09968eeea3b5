import * as z from 'zod/mini'
import { blockIdSchema, type FlowGraph, graphSchema } from './graph.ts'
import type { BlockId } from './ids.ts'

/** The document format that this program writes. Older ones migrate on reading (`migrations.ts`). */
export const DOCUMENT_VERSION = 1
/** Address of the published JSON Schema, written into every document. */
export const DOCUMENT_SCHEMA_URL = 'https://sluice.dev/schema/flow-1.json'

const whole = z.number().check(z.int())

/** Latest day of an incident, counted from the payment of its month: a year on, when later ones were paid long since. */
export const LATEST_DAY = 366

/** Schema of something that happens in a month of a scenario. */
export const incidentSchema = z.strictObject({
  month: whole.check(z.gte(1)),
  day: z.optional(whole.check(z.gte(0), z.lte(LATEST_DAY))),
  kind: z.string(),
  block: blockIdSchema,
  props: z.optional(z.record(z.string(), z.json())),
})
/**
 * Something that happens in a month of a scenario: a decline, a refund, a dispute. Kinds are declared by blocks.
 * `month` says whose payment it is about, `day` how many days after that payment it happens, be it after later ones too;
 * absent = right after it. What would happen after the scenario's last month does not.
 */
export type Incident = {
  readonly month: number
  readonly day?: number | undefined
  readonly kind: string
  readonly block: BlockId
  readonly props?: Readonly<Record<string, unknown>> | undefined
}

/** Schema of a scenario. */
export const scenarioSchema = z.strictObject({
  title: z.string().check(z.maxLength(80)),
  months: whole.check(z.gte(1), z.lte(120)),
  seed: whole,
  volumes: z.record(z.string(), z.number()),
  incidents: z.array(incidentSchema),
})
/** What a forecast or a run plays through: `months` counts from the first payment, which is month 1. */
export type Scenario = {
  readonly title: string
  readonly months: number
  readonly seed: number
  readonly volumes: Readonly<Record<string, number>>
  readonly incidents: readonly Incident[]
}

/** Schema of a group of blocks. */
export const groupSchema = z.strictObject({
  title: z.string().check(z.maxLength(80)),
  blocks: z.array(blockIdSchema),
  collapsed: z.optional(z.boolean()),
})
/** Blocks that stand together on the canvas under one title. */
export type Group = {
  readonly title: string
  readonly blocks: readonly BlockId[]
  readonly collapsed?: boolean | undefined
}

/** Schema of a suppression. */
export const suppressionSchema = z.strictObject({
  code: z.string(),
  block: z.optional(blockIdSchema),
  reason: z.string().check(z.minLength(1, 'A suppression needs its reason'), z.maxLength(500)),
})
/** A rule that is switched off on one block, or on the whole flow, for a reason. Errors cannot be suppressed. */
export type Suppression = {
  readonly code: string
  readonly block?: BlockId | undefined
  readonly reason: string
}

/** Schema of the parts of a document that are neither graph nor layout. */
export const partsSchema = z.strictObject({
  scenarios: z.record(z.string(), scenarioSchema),
  groups: z.record(z.string(), groupSchema),
  suppressions: z.record(z.string(), suppressionSchema),
})
/** The parts of a document that are neither graph nor layout, each keyed by id. */
export type Parts = {
  readonly scenarios: Readonly<Record<string, Scenario>>
  readonly groups: Readonly<Record<string, Group>>
  readonly suppressions: Readonly<Record<string, Suppression>>
}

/** Schema of a block's place on the canvas. */
export const placeSchema = z.strictObject({
  x: z.number(),
  y: z.number(),
  pinned: z.optional(z.literal(true)),
})
/** Where a block stands: canvas units, top left corner. `pinned` blocks stay when the flow is tidied. */
export type Place = { readonly x: number; readonly y: number; readonly pinned?: true | undefined }

/** Schema of a document of the current version. */
export const documentSchema = z.strictObject({
  $schema: z.optional(z.string()),
  version: z.literal(DOCUMENT_VERSION),
  name: z.string().check(z.maxLength(120)),
  graph: graphSchema,
  layout: z.record(z.string(), placeSchema),
  parts: partsSchema,
})
/** What is saved: the flow's meaning (`graph`), where blocks stand (`layout`), and everything else (`parts`). */
export type FlowDocument = {
  readonly $schema?: string | undefined
  readonly version: number
  readonly name: string
  readonly graph: FlowGraph
  readonly layout: Readonly<Record<BlockId, Place>>
  readonly parts: Parts
}

/** An empty document of a US platform settling in dollars. */
export const emptyDocument = (name: string, apiVersion: string): FlowDocument => ({
  $schema: DOCUMENT_SCHEMA_URL,
  version: DOCUMENT_VERSION,
  name,
  graph: { platform: { country: 'US', currency: 'usd', apiVersion }, blocks: {}, connections: {} },
  layout: {},
  parts: { scenarios: {}, groups: {}, suppressions: {} },
})
