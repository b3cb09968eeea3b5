import { single } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { daysOf, recurringPrices } from '#shared/check/intervals.ts'
import { atField } from '#shared/check/locations.ts'
import { targets } from '#shared/check/look.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'
import { LIMITS } from '#shared/facts/limits.ts'

const stepped = (days: number) =>
  single({
    blocks: { clk: ['test-clock', { steps: [{ days }] }] },
    with: ['clk.test-clock -> cus.test-clock'],
  })
/** A clock advances two intervals at most. */
export const clockAdvance = blockRule({
  id: 'lifecycle/clock-advance',
  severity: 'error',
  needs: 'graph',
  on: ['test-clock'],
  docs: {
    title: 'A clock advances two intervals at most',
    why: 'One step covers at most two intervals of the shortest subscription.',
    source: 'Stripe API reference: test_clocks.advance frozen_time',
  },
  valid: [{ name: 'a month', graph: stepped(31) }],
  invalid: [
    {
      name: 'a quarter of a year',
      graph: stepped(90),
      reports: [
        {
          message: 'A step of “clk” is longer than two intervals of “plan”, 60 days, found 90 days',
          location: atField('clk', 'steps'),
        },
      ],
    },
  ],
  *check(clock, flow) {
    const plans = targets(flow, clock, 'customer').flatMap(customer =>
      targets(flow, customer, 'subscription'),
    )
    const shortest = plans
      .flatMap(plan => recurringPrices(flow, plan).map(price => ({ plan, days: daysOf(price) })))
      .toSorted((a, b) => a.days - b.days)[0]
    if (!shortest) return
    const most = LIMITS.testClock.intervalsPerAdvance * shortest.days
    const long = clock.props.steps.find(({ days }) => days > most + 2)
    if (!long) return
    yield found(
      atField(clock.id, 'steps'),
      `A step of ${quoted(clock)} is longer than two intervals of ${quoted(shortest.plan)}, ${most} days, found ${long.days} days`,
      [
        setProps('Take shorter steps', clock, {
          steps: clock.props.steps.flatMap(({ days }) => [
            ...Array.from({ length: Math.floor(days / most) }, () => ({ days: most })),
            ...(days % most > 0 ? [{ days: days % most }] : []),
          ]),
        }),
      ],
    )
  },
})
