import { bundle } from '#shared/check/example-flows.ts'
import type { BlockOf } from '#shared/check/kinds.ts'
import { atBlock } from '#shared/check/locations.ts'
import { moneyBefore, sources } from '#shared/check/look.ts'
import { delayPayouts } from '#shared/check/money-fixes.ts'
import { accountsPaidBy } from '#shared/check/money-path.ts'
import { blockRule, type GraphView } from '#shared/check/rule.ts'
import { named } from '#shared/check/words.ts'
import type { Block } from '#shared/flow/graph.ts'

/** An account without history whose money waits neither before the transfer nor before the payout. */
const isPaidAtOnce = (flow: GraphView, payment: Block, account: BlockOf<'connected-account'>): boolean => {
  if (account.props.existingId !== '' || flow.outOf(account, 'money-out').length > 0) return false
  const before = sources(flow, account, 'transfer')
  const waits = (transfer: BlockOf<'transfer'>) =>
    transfer.props.delayDays > 0 || moneyBefore(flow, transfer).some(({ kind }) => kind === 'hold')
  return before.length === 0
    ? flow.outOf(payment, 'money-out').includes(account)
    : before.some(transfer => !waits(transfer))
}
/** A new provider is not paid out at once. */
export const newProviderReserve = blockRule({
  id: 'risk/new-provider-reserve',
  severity: 'info',
  needs: 'events',
  on: ['subscription', 'subscription-schedule', 'invoice', 'payment-intent'],
  docs: {
    title: 'A new provider is not paid out at once',
    why: 'Disputes come up to ~120 days later.',
    source: 'practice',
  },
  valid: [
    { name: 'transfers wait', graph: bundle({ set: { tA: { delayDays: 7 }, tB: { delayDays: 7 } } }) },
    {
      name: 'known accounts',
      graph: bundle({ set: { A: { existingId: 'acct_1A' }, B: { existingId: 'acct_1B' } } }),
    },
  ],
  invalid: [
    {
      name: 'paid at once',
      graph: bundle(),
      reports: [
        {
          message:
            '“A” and “B” are paid at once and without history, while disputes come up to 120 days later, found no delay of transfer or payout',
          location: atBlock('plan'),
        },
      ],
    },
  ],
  *check(payment, flow) {
    const accounts = accountsPaidBy(flow, payment).filter(account => isPaidAtOnce(flow, payment, account))
    if (accounts.length === 0) return
    const verb = accounts.length === 1 ? 'is' : 'are'
    yield {
      message: `${named(accounts)} ${verb} paid at once and without history, while disputes come up to 120 days later, found no delay of transfer or payout`,
      location: atBlock(payment.id),
      related: accounts.map(({ id }) => atBlock(id)),
      fixes: delayPayouts(flow, accounts),
    }
  },
})
