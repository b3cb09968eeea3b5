import { single } from '#shared/check/example-flows.ts'
import { clearProps, setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

/** Only sent invoices are due later. */
export const daysUntilDue = blockRule({
  id: 'billing/days-until-due',
  severity: 'error',
  needs: 'graph',
  on: ['subscription', 'subscription-schedule'],
  docs: {
    title: 'Only sent invoices are due later',
    why: 'days_until_due belongs to send_invoice and to nothing else.',
    source: 'Stripe API reference: subscriptions.create days_until_due',
  },
  valid: [
    {
      name: 'sent with 30 days',
      graph: single({ set: { plan: { collectionMethod: 'send_invoice', daysUntilDue: 30 } } }),
    },
  ],
  invalid: [
    {
      name: 'sent without days',
      graph: single({ set: { plan: { collectionMethod: 'send_invoice' } } }),
      reports: [
        {
          message: '“plan” sends invoices and does not say when they are due, found no number of days',
          location: atField('plan', 'daysUntilDue'),
        },
      ],
    },
    {
      name: 'a schedule that sends without days',
      graph: single({
        drop: ['plan'],
        blocks: { parts: ['subscription-schedule', { collectionMethod: 'send_invoice' }] },
        with: [
          'fee.price -> parts.price',
          'cus.customer -> parts.customer',
          'form.money-out -> parts.money-in',
        ],
      }),
      reports: [
        {
          message: '“parts” sends invoices and does not say when they are due, found no number of days',
          location: atField('parts', 'daysUntilDue'),
        },
      ],
    },
    {
      name: 'charged with days',
      graph: single({ set: { plan: { daysUntilDue: 30 } } }),
      reports: [
        {
          message: '“plan” is charged at once and says when it is due, found 30 days',
          location: atField('plan', 'daysUntilDue'),
        },
      ],
    },
  ],
  *check(plan) {
    const { collectionMethod, daysUntilDue } = plan.props
    const sent = collectionMethod === 'send_invoice'
    if (sent === (daysUntilDue !== undefined)) return
    yield sent
      ? found(
          atField(plan.id, 'daysUntilDue'),
          `${quoted(plan)} sends invoices and does not say when they are due, found no number of days`,
          [setProps('Set it to 30 days', plan, { daysUntilDue: 30 })],
        )
      : found(
          atField(plan.id, 'daysUntilDue'),
          `${quoted(plan)} is charged at once and says when it is due, found ${daysUntilDue ?? 0} days`,
          [clearProps('Clear it', plan, 'daysUntilDue')],
        )
  },
})
