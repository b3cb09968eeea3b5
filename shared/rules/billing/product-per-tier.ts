import { single } from '#shared/check/example-flows.ts'
import { drafted } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { sameInterval } from '#shared/check/intervals.ts'
import { atPort } from '#shared/check/locations.ts'
import { connectionsAt, targets } from '#shared/check/look.ts'
import { blockRule } from '#shared/check/rule.ts'
import { named, quoted } from '#shared/check/words.ts'
import { currencyOfPrice } from '#shared/flow/invoice-lines.ts'

/** Each plan is a product of its own. */
export const productPerTier = blockRule({
  id: 'billing/product-per-tier',
  severity: 'info',
  needs: 'graph',
  on: ['product'],
  docs: {
    title: 'Each plan is a product of its own',
    why: 'Lines show product name; one product per plan.',
    source: 'github.com/stripe/ai, stripe-best-practices (billing)',
  },
  valid: [
    {
      name: 'one plan, two intervals',
      graph: single({
        blocks: { year: ['price', { unitAmount: 20_000, interval: 'year' }] },
        with: ['app.product -> year.product'],
      }),
    },
  ],
  invalid: [
    {
      name: 'two plans of one product',
      graph: single({
        blocks: { pro: ['price', { unitAmount: 5000, interval: 'month' }] },
        with: ['app.product -> pro.product'],
      }),
      reports: [
        {
          message: '“app” is the name of several plans on invoices, found “fee” and “pro”',
          location: atPort('app', 'product'),
        },
      ],
    },
  ],
  *check(product, flow) {
    const prices = targets(flow, product, 'price').filter(
      ({ props }) => props.interval !== undefined && props.usageType === 'licensed',
    )
    const same = prices.filter(price =>
      prices.some(
        other =>
          other !== price &&
          sameInterval(price, other) &&
          currencyOfPrice(price, flow) === currencyOfPrice(other, flow),
      ),
    )
    if (same.length < 2) return
    const [, ...others] = same
    const account = flow.into(product, 'account')[0]
    const fix = drafted(flow, 'Make each a product', draft => {
      for (const price of others) {
        for (const { id } of connectionsAt(flow, price).into.filter(({ from }) => from.block === product.id))
          draft.push({ op: 'connection.remove', id })
        const own = draft.place('product', {
          label: price.label,
          props: { ...product.props, name: price.label },
        })
        if (account) draft.connect({ block: account.id, port: 'account' }, { block: own, port: 'account' })
        draft.connect({ block: own, port: 'product' }, { block: price.id, port: 'product' })
      }
    })
    yield found(
      atPort(product.id, 'product'),
      `${quoted(product)} is the name of several plans on invoices, found ${named(same)}`,
      [fix],
    )
  },
})
