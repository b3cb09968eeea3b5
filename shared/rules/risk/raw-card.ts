import { order } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

/** Card numbers stay with Stripe. */
export const rawCard = blockRule({
  id: 'risk/raw-card',
  severity: 'error',
  needs: 'events',
  on: ['payment-element'],
  docs: {
    title: 'Card numbers stay with Stripe',
    why: 'Card numbers on your server put you in full PCI scope (SAQ D).',
    source: 'practice',
  },
  valid: [{ name: "Stripe's form", graph: order() }],
  invalid: [
    {
      name: 'an own form',
      graph: order({ set: { form: { cardForm: 'own' } } }),
      reports: [
        {
          message: '“form” takes card numbers into your own hands, found “Own form”',
          location: atField('form', 'cardForm'),
        },
      ],
    },
  ],
  *check(form) {
    if (form.props.cardForm !== 'own') return
    yield found(
      atField(form.id, 'cardForm'),
      `${quoted(form)} takes card numbers into your own hands, found “Own form”`,
      [setProps("Use Stripe's form", form, { cardForm: 'stripe' })],
    )
  },
})
