import { bundle } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

/** Who carries losses is billed for fees. */
export const lossesNeedFeesApplication = blockRule({
  id: 'connect/losses-need-fees-application',
  severity: 'error',
  needs: 'graph',
  on: ['connected-account'],
  docs: {
    title: 'Who carries losses is billed for fees',
    why: 'A platform that carries losses must also be the one billed for fees.',
    source: 'Stripe API reference: accounts.create controller.fees.payer',
  },
  valid: [{ name: "both the platform's", graph: bundle({ set: { A: { dashboard: 'full' } } }) }],
  invalid: [
    {
      name: 'the account pays the fees',
      graph: bundle({ set: { A: { dashboard: 'full', fees: 'stripe' } } }),
      reports: [
        {
          message:
            '“A” leaves its losses to the platform, which must then be billed for fees too, found fees stripe',
          location: atField('A', 'fees'),
        },
      ],
    },
  ],
  *check(account) {
    const { dashboard, fees, losses } = account.props
    if (dashboard !== 'full' || losses !== 'application' || fees === 'application') return
    yield found(
      atField(account.id, 'fees'),
      `${quoted(account)} leaves its losses to the platform, which must then be billed for fees too, found fees ${fees}`,
      [setProps('Let the platform pay the fees', account, { fees: 'application' })],
    )
  },
})
