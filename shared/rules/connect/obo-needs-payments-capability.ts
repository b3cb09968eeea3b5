import { single } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { onBehalfOf } from '#shared/check/money-path.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

/** A settlement merchant may accept payments. */
export const oboNeedsPaymentsCapability = blockRule({
  id: 'connect/obo-needs-payments-capability',
  severity: 'error',
  needs: 'graph',
  on: ['subscription', 'subscription-schedule', 'invoice', 'payment-intent'],
  docs: {
    title: 'A settlement merchant may accept payments',
    why: 'Supported only for accounts that can accept payments.',
    source: 'https://docs.stripe.com/connect/separate-charges-and-transfers (settlement merchant)',
  },
  valid: [
    {
      name: 'a merchant',
      graph: single({
        blocks: { A: ['connected-account', { role: 'both' }] },
        set: { plan: { onBehalfOf: 'A', transferData: [{ destination: 'A' }] } },
      }),
    },
  ],
  invalid: [
    {
      name: 'a recipient',
      graph: single({
        blocks: { A: ['connected-account'] },
        set: { plan: { onBehalfOf: 'A', transferData: [{ destination: 'A' }] } },
      }),
      reports: [
        {
          message: '“plan” settles on behalf of “A”, which cannot accept payments, found the role recipient',
          location: atField('plan', 'onBehalfOf'),
        },
      ],
    },
  ],
  *check(payment, flow) {
    const account = onBehalfOf(flow, payment)
    if (!account || account.props.role !== 'recipient' || account.props.serviceAgreement === 'recipient')
      return
    yield found(
      atField(payment.id, 'onBehalfOf'),
      `${quoted(payment)} settles on behalf of ${quoted(account)}, which cannot accept payments, found the role recipient`,
      [setProps(`Let ${quoted(account)} accept payments`, account, { role: 'both' })],
    )
  },
})
