import { bundle } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { accountsPaidBy, destinationAccounts } from '#shared/check/money-path.ts'
import { blockRule } from '#shared/check/rule.ts'
import { taxOf } from '#shared/check/tax.ts'
import { quoted } from '#shared/check/words.ts'

const owed = (liability?: string) =>
  bundle({
    blocks: { vat: ['tax', { mode: 'automatic', liability, registrations: ['US'] }] },
    with: ['vat.tax -> plan.tax'],
    set: { cus: { country: 'US' } },
  })
/** It is decided who owes the tax. */
export const liabilityUnset = blockRule({
  id: 'tax/liability-unset',
  severity: 'warning',
  needs: 'events',
  on: ['subscription', 'subscription-schedule', 'invoice', 'payment-intent'],
  docs: {
    title: 'It is decided who owes the tax',
    why: 'Self or account decides registrations used.',
    source: 'Stripe API reference: subscriptions.create automatic_tax.liability',
  },
  valid: [{ name: 'the platform', graph: owed('self') }],
  invalid: [
    {
      name: 'not decided',
      graph: bundle({
        blocks: { vat: ['tax', { mode: 'automatic', registrations: ['US'] }] },
        with: ['vat.tax -> plan.tax'],
        set: { cus: { country: 'US' } },
      }),
      reports: [
        {
          message: '“plan” pays connected accounts and does not say who owes its tax, found no decision',
          location: atField('vat', 'liability'),
        },
      ],
    },
  ],
  *check(payment, flow) {
    const tax = taxOf(flow, payment)
    if (
      !tax.automatic ||
      tax.liability !== undefined ||
      accountsPaidBy(flow, payment).length + destinationAccounts(flow, payment).length === 0
    )
      return
    const place = tax.block ? atField(tax.block.id, 'liability') : atField(payment.id, 'taxLiability')
    const fix = tax.block
      ? setProps('The platform owes it', tax.block, { liability: 'self' })
      : setProps('The platform owes it', payment, { taxLiability: 'self' })
    yield found(
      place,
      `${quoted(payment)} pays connected accounts and does not say who owes its tax, found no decision`,
      [fix],
    )
  },
})
