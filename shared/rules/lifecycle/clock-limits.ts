import type { ExampleBlock } from '#shared/check/example.ts'
import { single } from '#shared/check/example-flows.ts'
import { drafted } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atBlock, atPort } from '#shared/check/locations.ts'
import { connectionsAt, targets } from '#shared/check/look.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'
import { LIMITS } from '#shared/facts/limits.ts'

const crowd = (count: number) => {
  const names = Array.from({ length: count }, (_, index) => `cus${index + 1}`)
  return single({
    blocks: {
      clk: ['test-clock'],
      ...Object.fromEntries(names.map((name): [string, ExampleBlock] => [name, ['customer']])),
    },
    with: names.map(name => `clk.test-clock -> ${name}.test-clock`),
  })
}
/** A test clock holds three customers with three subscriptions. */
export const clockLimits = blockRule({
  id: 'lifecycle/clock-limits',
  severity: 'error',
  needs: 'graph',
  on: ['test-clock'],
  docs: {
    title: 'A test clock holds three customers with three subscriptions',
    why: 'A clock holds 3 customers with 3 subscriptions each.',
    source: 'https://docs.stripe.com/billing/testing/test-clocks',
  },
  valid: [{ name: 'three customers', graph: crowd(3) }],
  invalid: [
    {
      name: 'four',
      graph: crowd(4),
      reports: [
        { message: '“clk” holds more than 3 customers, found 4', location: atPort('clk', 'test-clock') },
      ],
    },
  ],
  *check(clock, flow) {
    const { customers: most, subscriptionsPerCustomer: each } = LIMITS.testClock
    const customers = targets(flow, clock, 'customer')
    const wires = connectionsAt(flow, clock).outOf.slice(most)
    if (customers.length > most) {
      const fix = drafted(flow, 'Give the others a second clock', draft => {
        const second = draft.place('test-clock', { props: { ...clock.props } })
        for (const { id, to } of wires.slice(0, most)) {
          draft.push({ op: 'connection.remove', id })
          draft.connect({ block: second, port: 'test-clock' }, to)
        }
      })
      yield found(
        atPort(clock.id, 'test-clock'),
        `${quoted(clock)} holds more than ${most} customers, found ${customers.length}`,
        wires.length <= most ? [fix] : [],
      )
    }
    for (const customer of customers) {
      const plans = targets(flow, customer, 'subscription').length
      if (plans > each)
        yield found(
          atBlock(customer.id),
          `${quoted(customer)} has more than ${each} subscriptions on a test clock, found ${plans}`,
        )
    }
  },
})
