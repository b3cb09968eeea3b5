import { bundle } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

/** It is decided who bears a negative share. */
export const negativeLine = blockRule({
  id: 'money/negative-line',
  severity: 'warning',
  needs: 'graph',
  on: ['split'],
  docs: {
    title: 'It is decided who bears a negative share',
    why: 'Prorations give negative lines, and a transfer cannot be negative.',
    source: 'Stripe API reference: InvoiceLineItem.amount',
  },
  valid: [{ name: 'carried forward', graph: bundle() }],
  invalid: [
    {
      name: 'not decided',
      graph: bundle({ set: { spl: { negative: 'none' } } }),
      reports: [
        {
          message: "“spl” does not say what becomes of a provider's negative sum, found “Not decided”",
          location: atField('spl', 'negative'),
        },
      ],
    },
  ],
  *check(split) {
    if (split.props.negative !== 'none') return
    yield found(
      atField(split.id, 'negative'),
      `${quoted(split)} does not say what becomes of a provider's negative sum, found “Not decided”`,
      [setProps('Carry it to the next payment', split, { negative: 'carry_forward' })],
    )
  },
})
