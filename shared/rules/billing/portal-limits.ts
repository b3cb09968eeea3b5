import { single } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'
import { LIMITS } from '#shared/facts/limits.ts'

const portal = (props: Readonly<Record<string, unknown>>) =>
  single({
    blocks: { self: ['customer-portal', props] },
    with: ['cus.customer -> self.customer', 'plan.subscription -> self.subscription'],
  })
/** A portal keeps to its limits. */
export const portalLimits = blockRule({
  id: 'billing/portal-limits',
  severity: 'error',
  needs: 'graph',
  on: ['customer-portal'],
  docs: {
    title: 'A portal keeps to its limits',
    why: 'Up to 10 products; cancel prorations only with immediate mode; always_invoice is an error there.',
    source: 'Stripe API reference: billing_portal.configurations.create features',
  },
  valid: [
    {
      name: 'cancelling at once with proration',
      graph: portal({ cancelMode: 'immediately', cancelProration: 'create_prorations' }),
    },
  ],
  invalid: [
    {
      name: "proration at the period's end",
      graph: portal({ cancelProration: 'create_prorations' }),
      reports: [
        {
          message: '“self” prorates cancelling at the end of the period, found create_prorations',
          location: atField('self', 'cancelProration'),
        },
      ],
    },
    {
      name: 'an invoice on cancelling',
      graph: portal({ cancelMode: 'immediately', cancelProration: 'always_invoice' }),
      reports: [
        {
          message: '“self” invoices on cancelling, which is refused, found always_invoice',
          location: atField('self', 'cancelProration'),
        },
      ],
    },
    {
      name: 'eleven products',
      graph: portal({
        update: true,
        prorationBehavior: 'none',
        products: Array.from({ length: 11 }, () => ({ product: 'app' })),
      }),
      reports: [
        { message: '“self” offers more than 10 products, found 11', location: atField('self', 'products') },
      ],
    },
  ],
  *check(portal) {
    const { cancel, cancelMode, cancelProration, products } = portal.props
    const most = LIMITS.portal.products
    if (cancel && cancelProration === 'always_invoice')
      yield found(
        atField(portal.id, 'cancelProration'),
        `${quoted(portal)} invoices on cancelling, which is refused, found always_invoice`,
        [setProps('Do not prorate', portal, { cancelProration: 'none' })],
      )
    else if (cancel && cancelProration !== 'none' && cancelMode !== 'immediately')
      yield found(
        atField(portal.id, 'cancelProration'),
        `${quoted(portal)} prorates cancelling at the end of the period, found ${cancelProration}`,
        [setProps('Do not prorate', portal, { cancelProration: 'none' })],
      )
    if (products.length > most)
      yield found(
        atField(portal.id, 'products'),
        `${quoted(portal)} offers more than ${most} products, found ${products.length}`,
        [setProps(`Keep the first ${most}`, portal, { products: products.slice(0, most) })],
      )
  },
})
