import { bundle, single } from '#shared/check/example-flows.ts'
import { clearProps, setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { isKind } from '#shared/check/kinds.ts'
import { atField } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { listed, quoted } from '#shared/check/words.ts'
import { textOf } from '#shared/flow/read-props.ts'

const OLD_READS = [
  'subscription.discount',
  'customer.discount',
  'invoice.discount',
  'subscription.coupon',
  'customer.coupon',
]
/** Discounts are lists. */
export const legacyDiscountParam = blockRule({
  id: 'billing/legacy-discount-param',
  severity: 'error',
  needs: 'graph',
  on: ['customer', 'subscription', 'event-handler'],
  docs: {
    title: 'Discounts are lists',
    why: 'Removed in basil; use `discounts[]`; promo codes take `promotion`.',
    source: 'Stripe API reference: promotion_codes.create promotion; stripe-node CHANGELOG 18.0.0; 19.0.0',
  },
  valid: [
    {
      name: 'a coupon',
      graph: single({ blocks: { off: ['coupon', { percentOff: 10 }] }, with: ['off.coupon -> plan.coupon'] }),
    },
  ],
  invalid: [
    {
      name: 'a coupon of old',
      graph: single({ set: { plan: { legacyDiscount: 'WELCOME' } } }),
      reports: [
        {
          message: '“plan” sends a discount in a way that is no longer taken, found “WELCOME”',
          location: atField('plan', 'legacyDiscount'),
        },
      ],
    },
    {
      name: 'code that reads it',
      graph: bundle({ set: { paid: { reads: ['invoice.discount'] } } }),
      reports: [
        {
          message: '“paid” reads a discount where none is any more, found invoice.discount',
          location: atField('paid', 'reads'),
        },
      ],
    },
  ],
  *check(block) {
    const legacyDiscount = textOf(block, 'legacyDiscount')
    if (legacyDiscount !== '')
      yield found(
        atField(block.id, 'legacyDiscount'),
        `${quoted(block)} sends a discount in a way that is no longer taken, found “${legacyDiscount}”`,
        [clearProps('Remove it; connect a coupon', block, 'legacyDiscount')],
      )
    if (!isKind(block, 'event-handler')) return
    const old = block.props.reads.filter(name => OLD_READS.includes(name))
    if (old.length === 0) return
    const reads = block.props.reads.map(name =>
      OLD_READS.includes(name) ? `${name.split('.')[0] ?? ''}.discounts` : name,
    )
    yield found(
      atField(block.id, 'reads'),
      `${quoted(block)} reads a discount where none is any more, found ${listed(old)}`,
      [setProps('Read the list of discounts', block, { reads: [...new Set(reads)] })],
    )
  },
})
