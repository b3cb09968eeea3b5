import { bundle } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

/** It is decided where odd cents go. */
export const roundingPolicy = blockRule({
  id: 'money/rounding-policy',
  severity: 'error',
  needs: 'graph',
  on: ['split'],
  docs: {
    title: 'It is decided where odd cents go',
    why: 'Independent rounding loses or invents cents.',
    source: 'practice',
  },
  valid: [{ name: 'largest remainder', graph: bundle() }],
  invalid: [
    {
      name: 'not decided',
      graph: bundle({ set: { spl: { rounding: 'none' } } }),
      reports: [
        {
          message: '“spl” divides in percent and does not say where odd cents go, found “Not decided”',
          location: atField('spl', 'rounding'),
        },
      ],
    },
  ],
  *check(split) {
    if (split.props.rounding !== 'none') return
    yield found(
      atField(split.id, 'rounding'),
      `${quoted(split)} divides in percent and does not say where odd cents go, found “Not decided”`,
      [setProps('Give them to the largest remainders', split, { rounding: 'largest_remainder' })],
    )
  },
})
