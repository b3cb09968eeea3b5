import { daysAhead } from '#shared/check/dates.ts'
import { single } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { isKind } from '#shared/check/kinds.ts'
import { atField } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

/** Days in two years, as the API counts them. */
const MOST = 730
/** A trial ends within two years. */
export const trialTooLong = blockRule({
  id: 'billing/trial-too-long',
  severity: 'error',
  needs: 'graph',
  on: ['trial', 'subscription'],
  limits: [
    { kind: 'trial', field: 'days' },
    { kind: 'subscription', field: 'trialDays' },
  ],
  docs: {
    title: 'A trial ends within two years',
    why: 'trial_end lies at most two years after the billing cycle anchor.',
    source: 'Stripe API reference: subscriptions.create trial_end',
  },
  valid: [
    {
      name: 'two weeks',
      graph: single({ blocks: { free: ['trial', { days: 14 }] }, with: ['free.trial -> plan.trial'] }),
    },
  ],
  invalid: [
    {
      name: 'three years',
      graph: single({
        blocks: { free: ['trial', { end: '2029-11-23T00:00:00Z' }] },
        with: ['free.trial -> plan.trial'],
      }),
      reports: [
        {
          message: '“free” ends more than two years ahead, found 2029-11-23',
          location: atField('free', 'end'),
        },
      ],
    },
    {
      name: 'too many days',
      graph: single({ set: { plan: { trialDays: 1000 } } }),
      reports: [
        {
          message: '“plan” is on trial for more than 730 days, found 1000',
          location: atField('plan', 'trialDays'),
        },
      ],
    },
  ],
  *check(block, flow) {
    const [daysField, endField] = isKind(block, 'trial')
      ? (['days', 'end'] as const)
      : (['trialDays', 'trialEnd'] as const)
    const props: Readonly<Record<string, unknown>> = block.props
    const days = props[daysField]
    const end = props[endField]
    if (typeof days === 'number' && days > MOST)
      yield found(
        atField(block.id, daysField),
        `${quoted(block)} is on trial for more than ${MOST} days, found ${days}`,
        [setProps(`Set it to ${MOST} days`, block, { [daysField]: MOST })],
      )
    if (typeof end === 'string' && end !== '' && daysAhead(flow.today, end) > MOST)
      yield found(
        atField(block.id, endField),
        `${quoted(block)} ends more than two years ahead, found ${end.slice(0, 10)}`,
        [
          {
            title: `End it after ${MOST} days`,
            patch: [
              {
                op: 'block.set',
                id: block.id,
                set: { props: { [daysField]: MOST } },
                unset: [`props.${endField}`],
              },
            ],
            preferred: true,
          },
        ],
      )
  },
})
