import { bundle } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { moneyBefore, sources } from '#shared/check/look.ts'
import { isPayment, pricesOf } from '#shared/check/money-path.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

/** Every item says whose money it is. */
export const providerMapping = blockRule({
  id: 'connect/provider-mapping',
  severity: 'error',
  needs: 'graph',
  on: ['split'],
  docs: {
    title: 'Every item says whose money it is',
    why: 'Invoice lines carry price and product, nothing else tells whose money a line is.',
    source: 'practice',
  },
  valid: [
    { name: 'each product has its provider', graph: bundle() },
    {
      name: "one is the platform's own",
      graph: bundle({
        drop: ['tB'],
        without: ['B.account -> pB.account'],
        set: { pB: { provider: 'platform' } },
      }),
    },
  ],
  invalid: [
    {
      name: 'a product without a provider',
      graph: bundle({ without: ['B.account -> pB.account'] }),
      reports: [
        {
          message: '“pB” does not say whose money “qB” brings, found neither a provider nor the platform',
          location: atField('pB', 'provider'),
        },
      ],
    },
    {
      name: 'a provider and the platform',
      graph: bundle({ set: { pB: { provider: 'platform' } } }),
      reports: [
        {
          message: '“pB” names two owners of what “qB” brings, found “B” and the platform',
          location: atField('pB', 'provider'),
        },
      ],
    },
  ],
  *check(split, flow) {
    if (split.props.mode !== 'by_line_item') return
    const payments = moneyBefore(flow, split).filter(isPayment)
    for (const price of payments.flatMap(payment => pricesOf(flow, payment)))
      for (const product of sources(flow, price, 'product')) {
        const [account] = sources(flow, product, 'connected-account')
        const own = product.props.provider === 'platform'
        if (!account && !own)
          yield found(
            atField(product.id, 'provider'),
            `${quoted(product)} does not say whose money ${quoted(price)} brings, found neither a provider nor the platform`,
            [setProps("Make it the platform's own", product, { provider: 'platform' })],
          )
        if (account && own)
          yield found(
            atField(product.id, 'provider'),
            `${quoted(product)} names two owners of what ${quoted(price)} brings, found ${quoted(account)} and the platform`,
            [setProps(`Give it to ${quoted(account)}`, product, { provider: 'connected' })],
          )
      }
  },
})
