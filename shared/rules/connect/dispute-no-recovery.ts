import { bundle, type Change, single } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { atBlock, atField, atPort } from '#shared/check/locations.ts'
import { moneyAfter, only } from '#shared/check/look.ts'
import { addDispute, reversalsAfter, reverseTransfers } from '#shared/check/money-fixes.ts'
import { accountsPaidBy, chargeTypeOf } from '#shared/check/money-path.ts'
import { blockRule } from '#shared/check/rule.ts'
import { named, quoted } from '#shared/check/words.ts'

const DISPUTE: Change = {
  blocks: { dp: ['dispute', { recover: 'reverse_transfers' }], rv: ['transfer-reversal'] },
  with: [
    'plan.money-out -> dp.money-in',
    'tA.transfer -> rv.transfer',
    'tB.transfer -> rv.transfer',
    'rv.money-out -> plt.money-in',
  ],
}
const CONNECTED: Change = { ...DISPUTE, with: [...(DISPUTE.with ?? []), 'dp.event-out -> rv.event-in'] }
/** A dispute of shared money takes the shares back. */
export const disputeNoRecovery = blockRule({
  id: 'connect/dispute-no-recovery',
  severity: 'warning',
  needs: 'graph',
  on: ['subscription', 'subscription-schedule', 'invoice', 'payment-intent'],
  docs: {
    title: 'A dispute of shared money takes the shares back',
    why: 'Platform is debited amount and fee; nothing is reversed for it.',
    source: 'https://docs.stripe.com/connect/charges',
  },
  valid: [
    { name: 'shares come back', graph: bundle(CONNECTED) },
    { name: 'nothing is shared', graph: single() },
  ],
  invalid: [
    {
      name: 'no plan for disputes',
      graph: bundle(),
      reports: [
        {
          message:
            'A dispute of “plan” is debited to the platform while “A” and “B” keep their shares, found no dispute block',
          location: atBlock('plan'),
        },
      ],
    },
    {
      name: 'the reversal is not connected',
      graph: bundle(DISPUTE),
      reports: [
        {
          message:
            'A dispute of “plan” is debited to the platform while “A” and “B” keep their shares, found no transfer reversal behind “dp”',
          location: atPort('dp', 'event-out'),
        },
      ],
    },
    {
      name: 'shares are left where they are',
      graph: bundle({ ...CONNECTED, set: { dp: { recover: 'none' } } }),
      reports: [
        {
          message:
            'A dispute of “plan” is debited to the platform while “A” and “B” keep their shares, found “dp” set to leave them',
          location: atField('dp', 'recover'),
        },
      ],
    },
  ],
  *check(payment, flow) {
    const type = chargeTypeOf(flow, payment)
    const accounts = accountsPaidBy(flow, payment)
    if ((type !== 'separate' && type !== 'destination') || accounts.length === 0) return
    const transfers = only(moneyAfter(flow, payment), 'transfer')
    const start = `A dispute of ${quoted(payment)} is debited to the platform while ${named(accounts)} keep${accounts.length === 1 ? 's its share' : ' their shares'}`
    const disputes = only(moneyAfter(flow, payment), 'dispute')
    if (disputes.length === 0)
      yield {
        message: `${start}, found no dispute block`,
        location: atBlock(payment.id),
        fixes: [addDispute(flow, payment, transfers)],
      }
    for (const dispute of disputes) {
      if (dispute.props.recover === 'none')
        yield {
          message: `${start}, found ${quoted(dispute)} set to leave them`,
          location: atField(dispute.id, 'recover'),
          fixes: [setProps('Reverse the transfers', dispute, { recover: 'reverse_transfers' })],
        }
      else if (reversalsAfter(flow, dispute).length === 0 && transfers.length > 0)
        yield {
          message: `${start}, found no transfer reversal behind ${quoted(dispute)}`,
          location: atPort(dispute.id, 'event-out'),
          fixes: [reverseTransfers(flow, dispute, transfers)],
        }
    }
  },
})
