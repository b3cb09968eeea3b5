import { isJsonObject, type Json } from '../json.ts'
import type { ApiCall } from '../stripe/gateway.ts'
import { apartIds } from './apart.ts'
import { belongsTo } from './belongs.ts'
import { type ListFailure, listAll } from './list-all.ts'
import type { MadeObjects } from './operation-store.ts'
import type { RunContext } from './run-context.ts'
import type { RunRecord } from './run-store.ts'

/** An object to which a reaction answers. */
export type Trigger = {
  readonly reaction: string
  readonly object: string
  /** Comes when everything else of the round has been reacted to. */
  readonly late: boolean
}

/** What was found, or why the API could not say. */
export type FoundTriggers = { readonly state: 'found'; readonly triggers: readonly Trigger[] } | ListFailure

/** An hour of slack between this machine's clock and the API's. */
const SLACK_SECONDS = 3600

/**
 * Asks the API for everything that the plan's reactions answer to: the paid invoices of the run's customers, and
 * the events of other kinds. A run waits for these and not for webhooks, which may come late, twice or never.
 */
export async function findTriggers(context: RunContext, run: RunRecord): Promise<FoundTriggers> {
  const made = await context.operations.made(run.id)
  const apart = await apartIds(context, run)
  const found = new Map<string, Trigger>()
  const calls = listCalls(run, made)
  const lists = await Promise.all(calls.map(({ request }) => listAll(context, request)))
  for (const [at, { kind }] of calls.entries()) {
    const listed = lists[at] ?? []
    if (!Array.isArray(listed)) return listed
    for (const item of listed) {
      const news = kind === 'events' ? newsOf(item) : { type: 'invoice.paid', object: item }
      if (!isJsonObject(news.object) || !belongsTo(news.object, run.id, made.ids)) continue
      if (belongsTo(news.object, '', apart)) continue
      for (const trigger of triggersOf(run, news.type, news.object.id)) {
        found.set(`${trigger.reaction} ${trigger.object}`, trigger)
      }
    }
  }
  return { state: 'found', triggers: [...found.values()].toSorted(byText) }
}

type News = { readonly type: Json | undefined; readonly object: Json | undefined }

function newsOf(event: Json): News {
  if (!isJsonObject(event) || !isJsonObject(event.data)) return { type: undefined, object: undefined }
  return { type: event.type, object: event.data.object }
}

function triggersOf(run: RunRecord, type: Json | undefined, object: Json | undefined): Trigger[] {
  if (typeof type !== 'string' || typeof object !== 'string') return []
  return run.plan.reactions
    .filter(reaction => reaction.on.includes(type))
    .map(reaction => ({ reaction: reaction.id, object, late: reaction.late === true }))
}

const byText = (a: Trigger, b: Trigger): number =>
  `${a.reaction} ${a.object}` < `${b.reaction} ${b.object}` ? -1 : 1

type ListCall = { readonly kind: 'invoices' | 'events'; readonly request: ApiCall }

function listCalls(run: RunRecord, made: MadeObjects): ListCall[] {
  const types = new Set(run.plan.reactions.flatMap(reaction => reaction.on))
  const calls: ListCall[] = []
  if (types.delete('invoice.paid')) {
    for (const customer of made.of('customers.create')) {
      const params = { customer, status: 'paid', limit: 100 }
      calls.push({ kind: 'invoices', request: { call: 'invoices.list', params } })
    }
  }
  if (types.size > 0) {
    const since = Math.floor(Date.parse(run.createdAt) / 1000) - SLACK_SECONDS
    const params = { types: [...types].toSorted(), created: { gte: since }, limit: 100 }
    calls.push({ kind: 'events', request: { call: 'events.list', params } })
  }
  return calls
}
