import { bundle } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { percentText, quoted } from '#shared/check/words.ts'
import { allocate } from '#shared/money/allocate.ts'

/** Percentages of a split add up to 100 at most. */
export const splitPercentOver100 = blockRule({
  id: 'connect/split-percent-over-100',
  severity: 'error',
  needs: 'graph',
  on: ['split'],
  docs: {
    title: 'Percentages of a split add up to 100 at most',
    why: 'Legs would add up to more than was collected, whatever the amount.',
    source: 'practice',
  },
  valid: [
    {
      name: 'a hundred',
      graph: bundle({
        set: {
          spl: {
            mode: 'legs',
            commissionBps: 0,
            legs: [
              { account: 'A', percentBps: 6000 },
              { account: 'B', percentBps: 4000 },
            ],
          },
        },
      }),
    },
  ],
  invalid: [
    {
      name: 'a hundred and ten',
      graph: bundle({
        set: {
          spl: {
            mode: 'legs',
            legs: [
              { account: 'A', percentBps: 6000 },
              { account: 'B', percentBps: 5000 },
            ],
          },
        },
      }),
      reports: [
        {
          message: 'The shares of “spl” add up to more than everything, found 110 %',
          location: atField('spl', 'legs'),
        },
      ],
    },
  ],
  *check(split) {
    const parts = split.props.legs.map(leg => leg.percentBps ?? 0)
    const sum = parts.reduce((total, part) => total + part, 0)
    if (split.props.mode !== 'legs' || sum <= 10_000) return
    const normal = allocate(10_000, parts)
    const legs = split.props.legs.map((leg, index) =>
      leg.percentBps === undefined ? leg : { ...leg, percentBps: normal[index] },
    )
    yield found(
      atField(split.id, 'legs'),
      `The shares of ${quoted(split)} add up to more than everything, found ${percentText(sum)}`,
      [setProps('Scale them to 100 %', split, { legs })],
    )
  },
})
