import { expect, it } from 'vitest'
import { check } from '#shared/check/check.ts'
import { bundle } from '#shared/check/example-flows.ts'
import { RULES } from '#shared/rules/index.ts'
import { compile } from './compile.ts'

/** Blocks with events that come in, and one that only its payment starts. */
const STARTED = ['spl', 'tA', 'tB', 'wait', 'give', 'books']

it.for(['account.updated', 'capability.updated', 'payout.failed'])(
  'has no call to make when a connected account says %s, whatever is drawn behind it',
  event => {
    const graph = bundle({
      blocks: {
        whc: ['webhook-endpoint', { url: 'https://app.example/c', connect: true, enabledEvents: [event] }],
        heard: ['event-handler', { events: [event] }],
        wait: ['hold'],
        give: ['refund'],
        books: ['external-system'],
      },
      without: ['spl.money-out -> tA.money-in'],
      with: [
        'whc.event-out -> heard.event-in',
        'spl.money-out -> wait.money-in',
        'wait.money-out -> tA.money-in',
        'plan.money-out -> give.money-in',
        ...STARTED.map(id => `heard.event-out -> ${id}.event-in`),
      ],
    })
    const { checked, diagnostics } = check(graph, RULES, { today: '2026-11-23' })
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
    const reactions = checked ? compile(checked, 'unattended').reactions : []
    expect(reactions.map(({ id, on }) => [id, on])).toEqual([['spl', ['invoice.paid']]])
  },
)
