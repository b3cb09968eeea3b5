import { type Change, single } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { pricesOf } from '#shared/check/money-path.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

const METERED: Change = { blocks: { m: ['meter'] }, with: ['m.meter -> fee.meter'] }
/** Metered items have no quantity. */
export const quantityOnMetered = blockRule({
  id: 'billing/quantity-on-metered',
  severity: 'error',
  needs: 'graph',
  on: ['subscription'],
  docs: {
    title: 'Metered items have no quantity',
    why: 'Quantity is accepted for licensed usage only; metered usage is aggregated.',
    source: 'https://docs.stripe.com/billing/subscriptions/quantities',
  },
  valid: [
    { name: 'usage alone', graph: single({ ...METERED, set: { fee: { usageType: 'metered' } } }) },
    {
      name: 'usage with metadata',
      graph: single({
        ...METERED,
        set: {
          fee: { usageType: 'metered' },
          plan: { items: [{ price: 'fee', metadata: [{ key: 'team', value: 'north' }] }] },
        },
      }),
    },
  ],
  invalid: [
    {
      name: 'a quantity as well',
      graph: single({
        ...METERED,
        set: { fee: { usageType: 'metered' }, plan: { items: [{ price: 'fee', quantity: 3 }] } },
      }),
      reports: [
        {
          message: '“plan” gives “fee” a quantity, and what is metered is counted by its meter, found 3',
          location: atField('plan', 'items'),
        },
      ],
    },
  ],
  *check(plan, flow) {
    const metered = pricesOf(flow, plan).filter(({ props }) => props.usageType === 'metered')
    for (const price of metered) {
      const row = plan.props.items.find(item => item.price === price.id)
      if (!row || row.quantity === 1) continue
      yield found(
        atField(plan.id, 'items'),
        `${quoted(plan)} gives ${quoted(price)} a quantity, and what is metered is counted by its meter, found ${row.quantity}`,
        [
          setProps('Remove the quantity', plan, {
            items: plan.props.items.map(item => (item === row ? { ...row, quantity: 1 } : item)),
          }),
        ],
      )
    }
  },
})
