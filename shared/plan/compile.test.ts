import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { check } from '#shared/check/check.ts'
import { applyPatch } from '#shared/flow/apply-patch.ts'
import type { FlowGraph } from '#shared/flow/graph.ts'
import { blockId } from '#shared/flow/ids.ts'
import { invariant } from '#shared/money/invariant.ts'
import { RULES } from '#shared/rules/index.ts'
import { flagship } from '#shared/templates/flagship.ts'
import { compile } from './compile.ts'
import type { Plan } from './plan.ts'

const plan = (graph: FlowGraph, mode: Plan['mode'] = 'unattended'): Plan => {
  const { checked } = check(graph, RULES, { today: '2026-11-23' })
  invariant(checked !== null, 'the graph has errors')
  return compile(checked, mode)
}

const { graph } = flagship.document

const shuffled = <T extends object>(record: T, order: readonly number[]): T => {
  const entries = Object.entries(record)
  return Object.assign(
    {},
    ...entries
      .map((entry, index) => ({ entry, key: order[index % order.length] ?? 0 }))
      .toSorted((a, b) => a.key - b.key)
      .map(({ entry: [key, value] }) => ({ [key]: value })),
  )
}

describe('compile', () => {
  it('keeps metadata on the subscription’s item that names it, beside the block of its price', () => {
    const sub = blockId('sub')
    const { document } = applyPatch(flagship.document, [
      {
        op: 'block.set',
        id: sub,
        set: { props: { items: [{ price: 'qB', metadata: [{ key: 'team', value: 'north' }] }] } },
      },
    ])
    const created = plan(document.graph).operations.find(({ id }) => id === 'sub.create')
    expect(created?.params).toMatchObject({
      items: [
        { metadata: { block: 'qA' } },
        { metadata: { team: 'north', block: 'qB' } },
        { metadata: { block: 'qC' } },
      ],
    })
  })

  it('makes a transfer that waits on its day, after another look at the charge and less what was given back', () => {
    const wait = { op: 'block.set' as const, id: blockId('tC'), set: { props: { delayDays: 7 } } }
    const { reactions } = plan(applyPatch(flagship.document, [wait]).document.graph)
    const [split] = reactions.filter(({ block }) => block === 'spl')
    const waiting = split?.operations.filter(({ waitDays }) => waitDays === 7) ?? []
    expect(waiting.map(({ id, call }) => `${id} ${call}`).toSorted()).toEqual([
      'tC.charges paymentIntents.retrieve',
      'tC.create transfers.create',
      'tC.disputes disputes.list',
      'tC.notes creditNotes.list',
    ])
    const transfer = waiting.find(({ id }) => id === 'tC.create')
    expect(transfer).toMatchObject({
      title: 'Transfer to “Ridge Pest Control”, 7 days later',
      params: {
        amount: {
          $left: { $share: 'spl', leg: 'tC' },
          back: { $giveBack: 'reversal', legs: [{ prices: [{ $ref: 'qC.create' }] }] },
          disputes: { $ref: 'tC.disputes' },
        },
      },
    })
    expect(transfer?.dependsOn).toEqual(expect.arrayContaining(['tC.charges', 'tC.notes', 'tC.disputes']))
    expect(split?.operations.find(({ id }) => id === 'tA.create')).not.toHaveProperty('waitDays')
  })

  it('makes the calls of an unattended run, in order of need', () => {
    const { operations, reactions, clock, accounts } = plan(graph)
    expect(operations.map(({ id, call }) => `${id} ${call}`)).toEqual([
      'A.create accounts.create',
      'B.create accounts.create',
      'C.create accounts.create',
      'clk.create testHelpers.testClocks.create',
      'wh.create webhookEndpoints.create',
      'whc.create webhookEndpoints.create',
      'A.retrieve accounts.retrieve',
      'B.retrieve accounts.retrieve',
      'C.retrieve accounts.retrieve',
      'cus.create customers.create',
      'ele.attach paymentMethods.attach',
      'pA.create products.create',
      'pB.create products.create',
      'pC.create products.create',
      'ele.update customers.update',
      'qA.create prices.create',
      'qB.create prices.create',
      'qC.create prices.create',
      'sub.create subscriptions.create',
    ])
    expect(reactions).toMatchObject([
      { id: 'dp', on: ['charge.dispute.created'], fetch: 'disputes', late: true },
      { id: 'dp-charge.dispute.closed', on: ['charge.dispute.closed'], fetch: 'disputes', late: true },
      { id: 'spl', on: ['invoice.paid'], fetch: 'invoices' },
    ])
    expect(
      reactions[2]?.operations.map(({ id, call, idempotencyKey }) => [id, call, idempotencyKey]),
    ).toEqual([
      ['spl.lines', 'invoices.listLineItems', 'spl.lines'],
      ['spl.payments', 'invoicePayments.list', 'spl.payments'],
      ['spl.charges', 'paymentIntents.retrieve', 'spl.charges'],
      ['tA.create', 'transfers.create', 'split:{invoice}:{account}'],
      ['tB.create', 'transfers.create', 'split:{invoice}:{account}'],
      ['tC.create', 'transfers.create', 'split:{invoice}:{account}'],
    ])
    expect(clock).toEqual({ operation: 'clk.create', startsAt: 1_767_225_600 })
    expect(accounts).toEqual({ A: 'A.retrieve', B: 'B.retrieve', C: 'C.retrieve' })
  })

  it('makes v2 accounts, onboarding links and an incomplete subscription for an integration', () => {
    const { operations, clock } = plan(graph, 'attended')
    const calls = operations.map(({ call }) => call)
    expect(calls.filter(call => call.startsWith('v2.'))).toEqual([
      'v2.core.accounts.create',
      'v2.core.accounts.create',
      'v2.core.accounts.create',
      'v2.core.eventDestinations.create',
      'v2.core.accountLinks.create',
      'v2.core.accountLinks.create',
      'v2.core.accountLinks.create',
    ])
    expect(calls).not.toContain('testHelpers.testClocks.create')
    expect(clock).toBeNull()
    const { params } = operations.at(-1) ?? {}
    expect(params).toMatchObject({
      payment_behavior: 'default_incomplete',
      expand: ['latest_invoice.confirmation_secret'],
    })
  })

  it('asks for the setup intent, too, where nothing is paid at first', () => {
    const blocks = { ...graph.blocks }
    const sub = blocks[blockId('sub')]
    if (!sub) throw new Error('there is no subscription')
    blocks[sub.id] = { ...sub, props: { ...sub.props, trialDays: 14 } }
    expect(plan({ ...graph, blocks }, 'attended').operations.at(-1)?.params).toMatchObject({
      expand: ['latest_invoice.confirmation_secret', 'pending_setup_intent'],
    })
  })

  it('gives the same plan and the same hash in whatever order the flow was drawn', () => {
    const reference = plan(graph)
    fc.assert(
      fc.property(fc.array(fc.nat(), { minLength: 51, maxLength: 51 }), order => {
        const other = plan({
          ...graph,
          blocks: shuffled(graph.blocks, order),
          connections: shuffled(graph.connections, order),
        })
        expect(other).toEqual(reference)
      }),
      { seed: 3, numRuns: 30 },
    )
  })

  it('has another hash when anything of it changes', () => {
    const changed = { ...graph, platform: { ...graph.platform, currency: 'eur' } }
    expect(plan(changed).hash).not.toBe(plan(graph).hash)
  })

  it('puts every operation behind what it depends on', () => {
    for (const mode of ['attended', 'unattended'] as const) {
      const { operations, reactions } = plan(graph, mode)
      for (const list of [
        operations,
        ...reactions.map(reaction => [...operations, ...reaction.operations]),
      ]) {
        const seen = new Set<string>()
        for (const { id, dependsOn } of list) {
          expect(dependsOn.filter(other => !seen.has(other))).toEqual([])
          seen.add(id)
        }
      }
    }
  })
})
