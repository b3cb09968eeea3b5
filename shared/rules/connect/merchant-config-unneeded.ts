import { bundle } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { isPaidByPlatform } from '#shared/check/money-path.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

/** A recipient does not ask for card payments. */
export const merchantConfigUnneeded = blockRule({
  id: 'connect/merchant-config-unneeded',
  severity: 'info',
  needs: 'graph',
  on: ['connected-account'],
  docs: {
    title: 'A recipient does not ask for card payments',
    why: 'Recipients of transfers do not need it and onboarding gets longer.',
    source: 'github.com/stripe/ai, stripe-best-practices (connect)',
  },
  valid: [{ name: 'a recipient', graph: bundle() }],
  invalid: [
    {
      name: 'also a merchant, and never one',
      graph: bundle({ set: { A: { role: 'both' } } }),
      reports: [
        {
          message: '“A” only receives transfers and asks for card payments too, found the role both',
          location: atField('A', 'role'),
        },
      ],
    },
  ],
  *check(account, flow) {
    if (account.props.role !== 'both' || !isPaidByPlatform(flow, account)) return
    if (
      flow.blocks().some(block => block.onAccount === account.id || block.props['onBehalfOf'] === account.id)
    )
      return
    yield found(
      atField(account.id, 'role'),
      `${quoted(account)} only receives transfers and asks for card payments too, found the role both`,
      [setProps('Make it a recipient', account, { role: 'recipient' })],
    )
  },
})
