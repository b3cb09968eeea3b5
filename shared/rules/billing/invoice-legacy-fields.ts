import { bundle } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { listed, quoted } from '#shared/check/words.ts'

/** Members that are gone since basil, and where to look now. */
const NOW: Readonly<Record<string, string>> = {
  'invoice.charge': 'invoice.payments',
  'invoice.payment_intent': 'invoice.payments',
  'invoice.paid': 'invoice.status',
  'invoice.subscription': 'invoice.parent.subscription_details.subscription',
  'line.price': 'line.pricing.price_details.price',
}
/** Code reads invoices as they are today. */
export const invoiceLegacyFields = blockRule({
  id: 'billing/invoice-legacy-fields',
  severity: 'error',
  needs: 'graph',
  on: ['event-handler'],
  docs: {
    title: 'Code reads invoices as they are today',
    why: 'Removed in basil: use invoice.payments, .status, .parent.subscription_details, line.pricing.',
    source: 'stripe-node CHANGELOG 18.0.0',
  },
  valid: [
    {
      name: "today's members",
      graph: bundle({ set: { paid: { reads: ['invoice.payments', 'invoice.status'] } } }),
    },
  ],
  invalid: [
    {
      name: 'members of old',
      graph: bundle({ set: { paid: { reads: ['invoice.charge', 'line.price'] } } }),
      reports: [
        {
          message: '“paid” reads members that invoices no longer have, found invoice.charge and line.price',
          location: atField('paid', 'reads'),
        },
      ],
    },
  ],
  *check(handler) {
    const old = handler.props.reads.filter(name => name in NOW)
    if (old.length === 0) return
    yield found(
      atField(handler.id, 'reads'),
      `${quoted(handler)} reads members that invoices no longer have, found ${listed(old)}`,
      [
        setProps('Read what took their place', handler, {
          reads: [...new Set(handler.props.reads.map(name => NOW[name] ?? name))],
        }),
      ],
    )
  },
})
