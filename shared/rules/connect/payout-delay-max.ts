import { bundle } from '#shared/check/example-flows.ts'
import { limitRule } from '#shared/check/limit-rule.ts'
import { atField } from '#shared/check/locations.ts'

const delayed = (delayDays: number) =>
  bundle({ blocks: { out: ['payout', { delayDays }] }, with: ['A.money-out -> out.money-in'] })
/** Payouts wait 31 days at most. */
export const payoutDelayMax = limitRule({
  id: 'connect/payout-delay-max',
  severity: 'error',
  kind: 'payout',
  field: 'delayDays',
  docs: {
    title: 'Payouts wait 31 days at most',
    why: 'delay_days_override takes at most 31 days.',
    source: 'Stripe API reference: balance_settings.update delay_days_override',
  },
  valid: [{ name: 'two weeks', graph: delayed(14) }],
  invalid: [
    {
      name: 'two months',
      graph: delayed(60),
      reports: [
        { message: '“out” waits longer than 31 days, found 60', location: atField('out', 'delayDays') },
      ],
    },
  ],
  says: ({ most }) => `waits longer than ${most} days`,
})
