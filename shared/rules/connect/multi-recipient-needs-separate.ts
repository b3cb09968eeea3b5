import { bundle, order } from '#shared/check/example-flows.ts'
import { found } from '#shared/check/found.ts'
import { atBlock } from '#shared/check/locations.ts'
import { splitBetween } from '#shared/check/money-fixes.ts'
import { accountsPaidBy, chargeTypeOf, destinationAccounts } from '#shared/check/money-path.ts'
import { blockRule } from '#shared/check/rule.ts'
import { named, quoted } from '#shared/check/words.ts'
import { accountOfPayment } from '#shared/flow/charge-type.ts'

/** Several recipients need separate charges and transfers. */
export const multiRecipientNeedsSeparate = blockRule({
  id: 'connect/multi-recipient-needs-separate',
  severity: 'error',
  needs: 'graph',
  on: ['subscription', 'subscription-schedule', 'invoice', 'payment-intent'],
  docs: {
    title: 'Several recipients need separate charges and transfers',
    why: 'Only separate charges and transfers pays several accounts from one payment.',
    source:
      'https://docs.stripe.com/connect/separate-charges-and-transfers; github.com/stripe/ai, connect-recommend',
  },
  valid: [{ name: 'a split in between', graph: bundle() }],
  invalid: [
    {
      name: 'money straight to two accounts',
      graph: bundle({
        drop: ['spl', 'tA', 'tB'],
        with: ['plan.money-out -> A.money-in', 'plan.money-out -> B.money-in'],
      }),
      reports: [
        {
          message: '“plan” pays several accounts from one payment as a destination charge, found “A” and “B”',
          location: atBlock('plan'),
        },
      ],
    },
    {
      name: 'a direct charge that pays two',
      graph: order({
        blocks: {
          pay: ['payment-intent', { amount: 5000, chargeType: 'direct' }],
          A: ['connected-account', { existingId: 'acct_1A' }],
          B: ['connected-account', { existingId: 'acct_1B' }],
        },
        with: ['pay.money-out -> A.money-in', 'pay.money-out -> B.money-in'],
      }),
      reports: [
        {
          message: '“pay” pays several accounts from one payment as a direct charge, found “A” and “B”',
          location: atBlock('pay'),
        },
      ],
    },
  ],
  *check(payment, flow) {
    const type = chargeTypeOf(flow, payment)
    if (type === 'separate' || accountOfPayment(payment, flow) !== undefined) return
    const accounts = [...new Set([...accountsPaidBy(flow, payment), ...destinationAccounts(flow, payment)])]
    if (accounts.length < 2) return
    yield found(
      atBlock(payment.id),
      `${quoted(payment)} pays several accounts from one payment as a ${type} charge, found ${named(accounts)}`,
      [splitBetween(flow, payment, accounts)],
    )
  },
})
