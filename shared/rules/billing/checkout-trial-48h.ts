import { daysAhead } from '#shared/check/dates.ts'
import { shop } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

const tried = (props: Readonly<Record<string, unknown>>) => shop({ set: { page: props } })
/** A trial of Checkout has 48 hours or a day at least. */
export const checkoutTrial48h = blockRule({
  id: 'billing/checkout-trial-48h',
  severity: 'error',
  needs: 'graph',
  on: ['checkout-session'],
  limits: [{ kind: 'checkout-session', field: 'trialDays' }],
  docs: {
    title: 'A trial of Checkout has 48 hours or a day at least',
    why: 'Checkout wants trial_end 48 h ahead or at least one trial day.',
    source: 'Stripe API reference: checkout.sessions.create subscription_data',
  },
  valid: [{ name: 'a week', graph: tried({ trialDays: 7 }) }],
  invalid: [
    {
      name: 'no day',
      graph: tried({ trialDays: 0 }),
      reports: [
        {
          message: '“page” gives a trial of less than a day, found 0 days',
          location: atField('page', 'trialDays'),
        },
      ],
    },
    {
      name: 'tomorrow',
      graph: tried({ trialEnd: '2026-11-24T00:00:00Z' }),
      reports: [
        {
          message: '“page” gives a trial that ends within 48 hours, found 2026-11-24',
          location: atField('page', 'trialEnd'),
        },
      ],
    },
  ],
  *check(page, flow) {
    const { trialDays, trialEnd } = page.props
    if (trialDays !== undefined && trialDays < 1)
      yield found(
        atField(page.id, 'trialDays'),
        `${quoted(page)} gives a trial of less than a day, found ${trialDays} days`,
        [setProps('Give one day', page, { trialDays: 1 })],
      )
    if (trialEnd !== '' && daysAhead(flow.today, trialEnd) < 2)
      yield found(
        atField(page.id, 'trialEnd'),
        `${quoted(page)} gives a trial that ends within 48 hours, found ${trialEnd.slice(0, 10)}`,
        [
          {
            title: 'Give two days',
            patch: [
              { op: 'block.set', id: page.id, set: { props: { trialDays: 2 } }, unset: ['props.trialEnd'] },
            ],
            preferred: true,
          },
        ],
      )
  },
})
