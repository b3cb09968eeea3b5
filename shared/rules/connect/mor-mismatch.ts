import { bundle } from '#shared/check/example-flows.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { moneyBefore } from '#shared/check/look.ts'
import { chargeTypeOf, isPayment, onBehalfOf } from '#shared/check/money-path.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

/** Who sells in its own name also charges. */
export const morMismatch = blockRule({
  id: 'connect/mor-mismatch',
  severity: 'warning',
  needs: 'graph',
  on: ['connected-account'],
  docs: {
    title: 'Who sells in its own name also charges',
    why: 'Charge type decides merchant of record; API does not enforce intent.',
    source: 'github.com/stripe/ai, connect-recommend',
  },
  valid: [{ name: 'the platform sells', graph: bundle() }],
  invalid: [
    {
      name: 'a provider that sells itself',
      graph: bundle({ set: { A: { sellsInOwnName: true } } }),
      reports: [
        {
          message:
            '“A” sells in its own name, but the platform charges for it, found a separate charge by “plan”',
          location: atField('A', 'sellsInOwnName'),
        },
      ],
    },
  ],
  *check(account, flow) {
    if (!account.props.sellsInOwnName) return
    const payment = moneyBefore(flow, account).find(
      block => isPayment(block) && block.onAccount === undefined,
    )
    if (!payment || onBehalfOf(flow, payment)?.id === account.id) return
    yield found(
      atField(account.id, 'sellsInOwnName'),
      `${quoted(account)} sells in its own name, but the platform charges for it, found a ${chargeTypeOf(flow, payment)} charge by ${quoted(payment)}`,
    )
  },
})
