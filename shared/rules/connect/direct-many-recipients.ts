import { bundle } from '#shared/check/example-flows.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { sharersOf } from '#shared/check/money-path.ts'
import { blockRule } from '#shared/check/rule.ts'
import { named, quoted } from '#shared/check/words.ts'
import { hostedEntry } from '#shared/flow/payment.ts'

/** A direct charge is not shared. */
export const directManyRecipients = blockRule({
  id: 'connect/direct-many-recipients',
  severity: 'error',
  needs: 'graph',
  on: ['subscription', 'subscription-schedule', 'invoice', 'payment-intent'],
  docs: {
    title: 'A direct charge is not shared',
    why: 'A direct charge lands in one connected balance only.',
    source: 'github.com/stripe/ai, connect-recommend',
  },
  valid: [{ name: 'the platform charges', graph: bundle() }],
  invalid: [
    {
      name: 'one provider charges and others are paid',
      graph: bundle({ blocks: { plan: ['subscription', {}, { onAccount: 'A' }] } }),
      reports: [
        {
          message: '“plan” is charged on “A”, where its money stays, found “spl” behind it',
          location: atField('plan', 'onAccount'),
        },
      ],
    },
  ],
  *check(payment, flow) {
    const charged = payment.onAccount === undefined ? hostedEntry(payment, flow) : payment
    const account = charged?.onAccount && flow.block(charged.onAccount)
    const splits = sharersOf(flow, payment).filter(({ kind }) => kind === 'split')
    if (!charged || !account || splits.length === 0) return
    yield found(
      atField(charged.id, 'onAccount'),
      `${quoted(payment)} is charged on ${quoted(account)}, where its money stays, found ${named(splits)} behind it`,
      [
        {
          title: 'Charge it on the platform',
          patch: [{ op: 'block.set', id: charged.id, set: {}, unset: ['onAccount'] }],
          preferred: true,
        },
      ],
    )
  },
})
