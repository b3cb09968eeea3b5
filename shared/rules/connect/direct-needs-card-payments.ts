import { shop, single } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { isKind } from '#shared/check/kinds.ts'
import { atField } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'
import { accountOfPayment } from '#shared/flow/charge-type.ts'

/** An account that charges may accept payments. */
export const directNeedsCardPayments = blockRule({
  id: 'connect/direct-needs-card-payments',
  severity: 'error',
  needs: 'graph',
  on: ['subscription', 'subscription-schedule', 'invoice', 'payment-intent'],
  docs: {
    title: 'An account that charges may accept payments',
    why: 'The account is merchant of record and must be able to accept payments.',
    source: 'Stripe API reference: v2 accounts.create configuration.merchant',
  },
  valid: [
    {
      name: 'a merchant',
      graph: single({
        blocks: {
          A: ['connected-account', { role: 'merchant' }],
          plan: ['subscription', {}, { onAccount: 'A' }],
        },
      }),
    },
  ],
  invalid: [
    {
      name: 'a recipient',
      graph: single({ blocks: { A: ['connected-account'], plan: ['subscription', {}, { onAccount: 'A' }] } }),
      reports: [
        {
          message: '“plan” is charged on “A”, which cannot accept payments, found the role recipient',
          location: atField('A', 'role'),
        },
      ],
    },
    {
      name: 'a page on an account that is a recipient',
      graph: shop({
        blocks: {
          A: ['connected-account', { existingId: 'acct_1A' }],
          page: ['checkout-session', { mode: 'payment' }, { onAccount: 'A' }],
        },
      }),
      reports: [
        {
          message: '“pay” is charged on “A”, which cannot accept payments, found the role recipient',
          location: atField('A', 'role'),
        },
      ],
    },
  ],
  *check(payment, flow) {
    const id = accountOfPayment(payment, flow)
    const account = id && flow.block(id)
    if (!account || !isKind(account, 'connected-account') || account.props.role !== 'recipient') return
    yield found(
      atField(account.id, 'role'),
      `${quoted(payment)} is charged on ${quoted(account)}, which cannot accept payments, found the role recipient`,
      [setProps('Let it accept payments', account, { role: 'both' })],
    )
  },
})
