import { single } from '#shared/check/example-flows.ts'
import { clearProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { onBehalfOf } from '#shared/check/money-path.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

/** A settlement merchant has the full agreement. */
export const oboRecipientAgreement = blockRule({
  id: 'connect/obo-recipient-agreement',
  severity: 'error',
  needs: 'graph',
  on: ['subscription', 'subscription-schedule', 'invoice', 'payment-intent'],
  docs: {
    title: 'A settlement merchant has the full agreement',
    why: 'Such accounts cannot hold card_payments.',
    source:
      'https://docs.stripe.com/connect/separate-charges-and-transfers; https://docs.stripe.com/connect/service-agreement-types',
  },
  valid: [
    {
      name: 'the full agreement',
      graph: single({
        blocks: { A: ['connected-account', { role: 'both' }] },
        set: { plan: { onBehalfOf: 'A', transferData: [{ destination: 'A' }] } },
      }),
    },
  ],
  invalid: [
    {
      name: 'the recipient agreement',
      graph: single({
        blocks: { A: ['connected-account', { serviceAgreement: 'recipient' }] },
        set: { plan: { onBehalfOf: 'A', transferData: [{ destination: 'A' }] } },
      }),
      reports: [
        {
          message:
            '“plan” settles on behalf of “A”, which has the recipient agreement and can never accept payments, found the recipient agreement',
          location: atField('plan', 'onBehalfOf'),
        },
      ],
    },
  ],
  *check(payment, flow) {
    const account = onBehalfOf(flow, payment)
    if (account?.props.serviceAgreement !== 'recipient') return
    yield found(
      atField(payment.id, 'onBehalfOf'),
      `${quoted(payment)} settles on behalf of ${quoted(account)}, which has the recipient agreement and can never accept payments, found the recipient agreement`,
      [clearProps('Settle on the platform', payment, 'onBehalfOf')],
    )
  },
})
