import { bundle } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { sources, targets } from '#shared/check/look.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

const asked = (collectsBank: boolean) =>
  bundle({
    blocks: { out: ['payout'] },
    with: ['A.money-out -> out.money-in'],
    set: { oA: { collectsBank } },
  })
/** A payout has a bank account. */
export const payoutNoBank = blockRule({
  id: 'connect/payout-no-bank',
  severity: 'warning',
  needs: 'graph',
  on: ['payout'],
  docs: {
    title: 'A payout has a bank account',
    why: 'A payout goes to an external bank account or debit card of the account.',
    source: 'practice',
  },
  valid: [{ name: 'onboarding asks for it', graph: asked(true) }],
  invalid: [
    {
      name: 'it does not',
      graph: asked(false),
      reports: [
        {
          message:
            '“out” pays “A” to a bank account that nobody has asked for, found “Asks for a bank account” off',
          location: atField('oA', 'collectsBank'),
        },
      ],
    },
  ],
  *check(payout, flow) {
    for (const account of sources(flow, payout, 'connected-account'))
      for (const onboarding of targets(flow, account, 'onboarding'))
        if (!onboarding.props.collectsBank)
          yield found(
            atField(onboarding.id, 'collectsBank'),
            `${quoted(payout)} pays ${quoted(account)} to a bank account that nobody has asked for, found “Asks for a bank account” off`,
            [setProps('Ask for it', onboarding, { collectsBank: true })],
          )
  },
})
