import { definitionOf } from '#shared/blocks/index.ts'
import { order } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { listed, quoted } from '#shared/check/words.ts'

const NEED = ['offSession', 'returnUrl', 'errorOnRequiresAction'] as const
/** What needs a confirmation has one. */
export const offSessionConfirm = blockRule({
  id: 'payments/off-session-confirm',
  severity: 'error',
  needs: 'graph',
  on: ['payment-intent'],
  docs: {
    title: 'What needs a confirmation has one',
    why: 'These parameters are accepted only together with confirm=true.',
    source: 'Stripe API reference: payment_intents.create off_session',
  },
  valid: [
    {
      name: 'confirmed at once',
      graph: order({ set: { pay: { returnUrl: 'https://app.example/back', confirm: true } } }),
    },
  ],
  invalid: [
    {
      name: 'a return address alone',
      graph: order({ set: { pay: { returnUrl: 'https://app.example/back' } } }),
      reports: [
        {
          message: '“pay” sends return_url, which is taken together with confirm only, found no confirmation',
          location: atField('pay', 'confirm'),
        },
      ],
    },
  ],
  *check(intent) {
    const { props } = intent
    const given = NEED.filter(name => props[name] !== false && props[name] !== '')
    if (props.confirm || given.length === 0) return
    const parameters = given.map(name => definitionOf('payment-intent')?.fields[name]?.parameter ?? name)
    yield found(
      atField(intent.id, 'confirm'),
      `${quoted(intent)} sends ${listed(parameters)}, which is taken together with confirm only, found no confirmation`,
      [setProps('Confirm it at once', intent, { confirm: true })],
    )
  },
})
