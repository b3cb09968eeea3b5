import { bundle } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

/** It is decided what a split divides. */
export const splitBasis = blockRule({
  id: 'money/split-basis',
  severity: 'warning',
  needs: 'graph',
  on: ['split'],
  docs: {
    title: 'It is decided what a split divides',
    why: 'Gross, tax and fee bases give providers different amounts from one invoice.',
    source: 'practice',
  },
  valid: [{ name: 'net of tax', graph: bundle() }],
  invalid: [
    {
      name: 'not decided',
      graph: bundle({ set: { spl: { basis: 'none' } } }),
      reports: [
        {
          message:
            '“spl” does not say what it divides: gross, without tax, without fees, found “Not decided”',
          location: atField('spl', 'basis'),
        },
      ],
    },
  ],
  *check(split) {
    if (split.props.basis !== 'none') return
    yield found(
      atField(split.id, 'basis'),
      `${quoted(split)} does not say what it divides: gross, without tax, without fees, found “Not decided”`,
      [setProps('Divide it net of tax', split, { basis: 'net_of_tax' })],
    )
  },
})
