import { describe, expect, it, test } from 'vitest'
import { flagship } from '#shared/templates/flagship.ts'
import { documentFrom, MAXIMUM_DOCUMENT_SIZE, readDocument } from './read-document.ts'
import { serialise } from './serialise.ts'

const text = serialise(flagship.document)
/** The flagship's file with one thing in it replaced. */
const change = (from: string, to: string): string => text.replace(from, to)

describe('reading a document', () => {
  it('gives back what was saved, to the byte', () => {
    const { document } = readDocument(text)
    expect(document && serialise(document)).toBe(text)
  })

  it('writes keys sorted, two spaces, a newline at the end', () => {
    expect(text.startsWith('{\n  "$schema": ')).toBe(true)
    expect(text.endsWith('}\n')).toBe(true)
    expect(serialise(JSON.parse(text))).toBe(text)
  })

  test.for([
    ['malformed JSON', '{"version": 1,', 'not-json', ''],
    ['something else', '{"hello": "world"}', 'not-a-flow', ''],
    ['a list', '[]', 'not-a-flow', ''],
    ['a newer version', change('"version": 1', '"version": 99'), 'unknown-version', 'version'],
    ['a fractional version', change('"version": 1', '"version": 0.5'), 'unknown-version', 'version'],
    ['an unknown member', change('"version": 1', '"extra": 1, "version": 1'), 'invalid', ''],
    [
      'a member of the wrong type',
      change('"id": "sub"', '"id": "sub", "disabled": 7'),
      'invalid',
      'graph.blocks.sub.disabled',
    ],
    [
      'an id that differs from its key',
      change('"id": "sub"', '"id": "other"'),
      'invalid',
      'graph.blocks.sub',
    ],
    [
      'an incident more than a year after the payment that it is about',
      change('"incidents": []', '"incidents": [{ "block": "rf", "day": 367, "kind": "refund", "month": 1 }]'),
      'invalid',
      'parts.scenarios.first.incidents.0.day',
    ],
    ['an endless nesting', `{"version":1,"name":${'['.repeat(5000)}${']'.repeat(5000)}}`, 'too-deep', ''],
    ['a file too large', 'x'.repeat(MAXIMUM_DOCUMENT_SIZE + 1), 'too-large', ''],
  ] as const)('refuses %s with place and cure', ([, input, code, place]) => {
    const { problem } = readDocument(input)
    expect(problem).toMatchObject({ code, place })
    expect(problem?.message).not.toBe('')
    expect(problem?.cure).not.toBe('')
  })

  it('brings a sketch of version 0 to the current version', () => {
    const { document, problem } = documentFrom({
      name: 'Sketch',
      platform: { country: 'US', currency: 'usd', apiVersion: '2026-10-28.endive' },
      blocks: [
        { id: 'A', kind: 'connected-account', country: 'US' },
        { id: 'p', kind: 'product', name: 'Cleaning' },
        { id: 'q', kind: 'price', unitAmount: 4900 },
        { id: 't', kind: 'transfer' },
      ],
      connections: ['A.r>p', 'p.r>q', 't.m>A'],
    })
    expect(problem).toBeUndefined()
    expect(document?.version).toBe(1)
    expect(document?.graph.blocks).toMatchObject({
      q: { kind: 'price', label: 'q', props: { unitAmount: 4900 } },
    })
    expect(
      Object.values(document?.graph.connections ?? {}).map(
        ({ from, to }) => `${from.block}.${from.port} > ${to.block}.${to.port}`,
      ),
    ).toEqual(['A.account > p.account', 'p.product > q.product', 't.money-out > A.money-in'])
  })
})
