import { bundle } from '#shared/check/example-flows.ts'
import { clearProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { accountsPaidBy, onBehalfOf, providersOf } from '#shared/check/money-path.ts'
import { blockRule } from '#shared/check/rule.ts'
import { named, quoted } from '#shared/check/words.ts'

/** No provider is merchant of record for others' goods. */
export const oboOnBundle = blockRule({
  id: 'connect/obo-on-bundle',
  severity: 'warning',
  needs: 'graph',
  on: ['subscription', 'subscription-schedule', 'invoice', 'payment-intent'],
  docs: {
    title: "No provider is merchant of record for others' goods",
    why: 'It makes one provider merchant of record for goods of all.',
    source: 'github.com/stripe/ai, connect-recommend',
  },
  valid: [{ name: 'nobody named', graph: bundle() }],
  invalid: [
    {
      name: 'one of two providers',
      graph: bundle({ set: { A: { role: 'both' }, plan: { onBehalfOf: 'A' } } }),
      reports: [
        {
          message: '“plan” makes “A” the merchant of goods of several providers, found “A” and “B”',
          location: atField('plan', 'onBehalfOf'),
        },
      ],
    },
  ],
  *check(payment, flow) {
    const account = onBehalfOf(flow, payment)
    const providers = [...new Set([...providersOf(flow, payment), ...accountsPaidBy(flow, payment)])]
    if (!account || providers.length < 2) return
    yield found(
      atField(payment.id, 'onBehalfOf'),
      `${quoted(payment)} makes ${quoted(account)} the merchant of goods of several providers, found ${named(providers)}`,
      [clearProps('Settle on the platform', payment, 'onBehalfOf')],
    )
  },
})
