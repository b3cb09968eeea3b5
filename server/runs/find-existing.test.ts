import { describe, expect, it } from 'vitest'
import { applyPatch } from '#shared/flow/apply-patch.ts'
import { blockId } from '#shared/flow/ids.ts'
import { flagship } from '#shared/templates/flagship.ts'
import { createDesign } from '../design.ts'
import type { JsonObject } from '../json.ts'
import type { ApiCall, Gateway } from '../stripe/gateway.ts'
import { adaptToExisting } from './find-existing.ts'
import { openGate } from './gate.ts'

/** The flagship with a lookup key on one price, and an account whose id somebody pasted. */
const { document } = applyPatch(flagship.document, [
  { op: 'block.set', id: blockId('qB'), set: { props: { lookupKey: 'landscaping' } } },
  { op: 'block.set', id: blockId('A'), set: { props: { existingId: 'acct_pasted' } } },
])
const { plan } = createDesign(() => new Date('2026-12-01')).plan(document, 'unattended')

const product = (id: string, operation: string, flow: string): JsonObject => ({
  id,
  name: 'Gutters',
  active: true,
  metadata: { flow, run: 'run_0', operation },
})

/** What lies in an account, by list. */
const THERE: Readonly<Record<string, readonly JsonObject[]>> = {
  'products.list': [
    product('prod_own', 'pA.create', 'flow_1'),
    product('prod_of_another', 'pB.create', 'flow_2'),
    product('prod_gone', 'pZ.create', 'flow_1'),
  ],
  'prices.list': [{ id: 'price_by_key', lookup_key: 'landscaping', active: true, metadata: {} }],
}

/** An account that only answers. */
async function adapt(known: readonly string[]) {
  const asked: string[] = []
  const call: Gateway['call'] = async ({ call: name, target }: ApiCall) => {
    asked.push(name)
    if (name.endsWith('.list'))
      return { ok: true, value: { object: 'list', data: [...(THERE[name] ?? [])] }, requestId: null }
    return known.includes(String(target))
      ? { ok: true, value: { id: String(target), object: 'account' }, requestId: null }
      : {
          ok: false,
          error: { kind: 'rejected', message: `No such account: '${String(target)}'` },
          remedy: 'never',
          retryAfterMs: null,
        }
  }
  const gateway: Gateway = {
    target: 'simulator',
    keyHint: null,
    has: () => true,
    readWebhook: () => null,
    call,
  }
  const patience = { unreachableMs: 1, callMs: 1, readyMs: 1, firstWaitMs: 1 }
  const adapted = adaptToExisting(
    { gateway, gate: openGate(), patience },
    { plan, whole: plan, flow: 'flow_1' },
  )
  return { ...(await adapted), asked }
}

describe('what exists is matched', () => {
  it('by metadata, by lookup key, and by a pasted id; nothing is changed', async () => {
    const { changes, asked } = await adapt(['acct_pasted'])
    const told = new Map(changes.map(({ operation, ...change }) => [String(operation), change]))
    expect(told.get('pA.create')).toMatchObject({ action: 'update', objectId: 'prod_own' })
    expect(told.get('pB.create')).toMatchObject({ action: 'create', objectId: null })
    expect(told.get('qB.create')).toMatchObject({ action: 'replace', objectId: 'price_by_key' })
    expect(told.get('A.retrieve')).toMatchObject({ action: 'reuse', objectId: 'acct_pasted', block: 'A' })
    expect(changes.filter(({ action }) => action === 'archive')).toMatchObject([{ objectId: 'prod_gone' }])
    expect(asked.filter(call => !/\.(list|retrieve)$/.test(call))).toEqual([])
  })

  it('by a pasted id that leads nowhere: told before a run, with its block', async () => {
    await expect(adapt([])).rejects.toMatchObject({
      problem: { code: 'pasted-id-unknown', detail: "No such account: 'acct_pasted'", places: ['A'] },
    })
  })
})
