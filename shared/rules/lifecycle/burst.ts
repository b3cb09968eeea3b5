import { type ExampleBlock, flow } from '#shared/check/example.ts'
import { found } from '#shared/check/found.ts'
import { atPort } from '#shared/check/locations.ts'
import { targets } from '#shared/check/look.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'
import type { FlowGraph } from '#shared/flow/graph.ts'

/** Calls a second above which a run meets the limit of a sandbox or of an endpoint. */
const CALLS = 20
const crowd = (count: number): FlowGraph => {
  const names = Array.from({ length: count }, (_, index) => `t${index + 1}`)
  return flow(
    {
      spl: ['split'],
      ...Object.fromEntries(names.map((name): [string, ExampleBlock] => [name, ['transfer']])),
    },
    ...names.map(name => `spl.money-out -> ${name}.money-in`),
  )
}
/** A payment does not burst the rate limit. */
export const burst = blockRule({
  id: 'lifecycle/burst',
  severity: 'warning',
  needs: 'graph',
  on: ['split'],
  docs: {
    title: 'A payment does not burst the rate limit',
    why: '25/s sandbox and per endpoint, 429.',
    source: 'https://docs.stripe.com/rate-limits',
  },
  valid: [{ name: 'ten transfers', graph: crowd(10) }],
  invalid: [
    {
      name: 'twenty-five',
      graph: crowd(25),
      reports: [
        {
          message: '“spl” makes its transfers at once, more than 20 a second, found 25',
          location: atPort('spl', 'money-out'),
        },
      ],
    },
  ],
  *check(split, flow) {
    const transfers = targets(flow, split, 'transfer').length
    if (transfers > CALLS)
      yield found(
        atPort(split.id, 'money-out'),
        `${quoted(split)} makes its transfers at once, more than ${CALLS} a second, found ${transfers}`,
      )
  },
})
