import { bundle } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

/** Under the recipient agreement no payments are accepted. */
export const recipientAgreementCards = blockRule({
  id: 'connect/recipient-agreement-cards',
  severity: 'error',
  needs: 'graph',
  on: ['connected-account'],
  docs: {
    title: 'Under the recipient agreement no payments are accepted',
    why: 'Recipients cannot process payments.',
    source: 'https://docs.stripe.com/connect/service-agreement-types',
  },
  valid: [{ name: 'a recipient', graph: bundle({ set: { A: { serviceAgreement: 'recipient' } } }) }],
  invalid: [
    {
      name: 'card payments',
      graph: bundle({ set: { A: { serviceAgreement: 'recipient', role: 'both' } } }),
      reports: [
        {
          message: '“A” has the recipient agreement and asks for card payments, found the role both',
          location: atField('A', 'role'),
        },
      ],
    },
  ],
  *check(account) {
    const { serviceAgreement, role } = account.props
    if (serviceAgreement !== 'recipient' || role === 'recipient') return
    yield found(
      atField(account.id, 'role'),
      `${quoted(account)} has the recipient agreement and asks for card payments, found the role ${role}`,
      [setProps('Make it a recipient', account, { role: 'recipient' })],
    )
  },
})
