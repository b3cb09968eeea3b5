import { bundle } from '#shared/check/example-flows.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

/** What the old types meant. */
const MEANT = {
  standard: { dashboard: 'full', fees: 'stripe', losses: 'stripe' },
  express: { dashboard: 'express', fees: 'application', losses: 'application' },
  custom: { dashboard: 'none', fees: 'application', losses: 'application' },
} as const
/** Accounts say who answers, not a type. */
export const v1AccountType = blockRule({
  id: 'connect/v1-account-type',
  severity: 'warning',
  needs: 'graph',
  on: ['connected-account'],
  docs: {
    title: 'Accounts say who answers, not a type',
    why: '`type` is deprecated in favour of controller properties or Accounts v2.',
    source: 'Stripe API reference: accounts.create type',
  },
  valid: [{ name: 'dashboard, fees and losses', graph: bundle() }],
  invalid: [
    {
      name: 'a type',
      graph: bundle({ set: { A: { legacyType: 'custom' } } }),
      reports: [
        {
          message: '“A” names a type, which dashboard, fees and losses took the place of, found custom',
          location: atField('A', 'legacyType'),
        },
      ],
    },
  ],
  *check(account) {
    const { legacyType } = account.props
    if (legacyType === undefined) return
    yield found(
      atField(account.id, 'legacyType'),
      `${quoted(account)} names a type, which dashboard, fees and losses took the place of, found ${legacyType}`,
      [
        {
          title: 'Say what it means',
          patch: [
            {
              op: 'block.set',
              id: account.id,
              set: { props: MEANT[legacyType] },
              unset: ['props.legacyType'],
            },
          ],
          preferred: true,
        },
      ],
    )
  },
})
