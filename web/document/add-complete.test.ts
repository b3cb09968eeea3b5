import { expect, test } from 'vitest'
import { DEFINITIONS, definitionOf } from '#shared/blocks/index.ts'
import { check } from '#shared/check/check.ts'
import { API_VERSION } from '#shared/facts/api-version.ts'
import { applyPatch } from '#shared/flow/apply-patch.ts'
import { emptyDocument, type FlowDocument } from '#shared/flow/document.ts'
import { blockId } from '#shared/flow/ids.ts'
import { RULES } from '#shared/rules/index.ts'
import { addComplete } from './add-complete.ts'

const offer = { definitions: definitionOf, offered: DEFINITIONS }

const add = (document: FlowDocument, kind: string, at?: string): FlowDocument => {
  const definition = definitionOf(kind)
  if (!definition) throw new Error(`no kind ${kind}`)
  const [block, port] = at?.split('.') ?? []
  const connectTo = block && port ? { block: blockId(block), port } : undefined
  const { patch } = addComplete(document, { definition, at: { x: 400, y: 300 }, connectTo }, offer)
  return applyPatch(document, patch).document
}

const connections = ({ graph }: FlowDocument): string[] =>
  Object.values(graph.connections)
    .map(({ from, to }) => `${from.block}.${from.port} > ${to.block}.${to.port}`)
    .toSorted()

const empty = emptyDocument('Empty', API_VERSION)

test('a block comes with what it requires, and takes what is there', () => {
  const document = add(add(empty, 'customer'), 'subscription', 'customer.customer')
  expect(connections(document)).toEqual([
    'customer.customer > subscription.customer',
    'price.price > subscription.price',
    'product.product > price.product',
  ])
})

test('a block comes with the kinds without which it is of no use', () => {
  const account = add(empty, 'connected-account')
  expect(connections(account)).toEqual(['connected-account.account > onboarding.account'])
  const endpoint = add(empty, 'webhook-endpoint')
  expect(connections(endpoint)).toEqual(['webhook-endpoint.event-out > event-handler.event-in'])
})

test('five entries make a subscription for one seller without errors', () => {
  const entries = [
    ['subscription', 'customer.customer'],
    ['payment-element', 'subscription.money-in'],
    ['connected-account', 'subscription.money-out'],
    ['webhook-endpoint', 'subscription.event-out'],
  ] as const
  let document = add(empty, 'customer')
  for (const [kind, at] of entries) document = add(document, kind, at)
  const { diagnostics } = check(document.graph, RULES, { today: '2026-11-23' })
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
})
