import { bundle } from '#shared/check/example-flows.ts'
import { clearProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { isKind } from '#shared/check/kinds.ts'
import { atField } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

/** Money keeps its currency after the charge. */
export const flowCurrency = blockRule({
  id: 'money/flow-currency',
  severity: 'error',
  needs: 'amounts',
  on: ['platform-balance', 'transfer'],
  docs: {
    title: 'Money keeps its currency after the charge',
    why: 'Transfers and refunds keep the source currency.',
    source: 'https://docs.stripe.com/connect/separate-charges-and-transfers',
  },
  valid: [{ name: 'one currency', graph: bundle() }],
  invalid: [
    {
      name: 'a transfer in another',
      graph: bundle({ set: { tA: { currency: 'eur', sourceTransaction: false } } }),
      reports: [
        {
          message: '“tA” turns usd into another currency on the way, found eur',
          location: atField('tA', 'currency'),
        },
      ],
    },
    {
      name: 'a balance in another',
      graph: bundle({ set: { plt: { currency: 'eur' } } }),
      reports: [
        {
          message: '“plt” turns usd into another currency on the way, found eur',
          location: atField('plt', 'currency'),
        },
      ],
    },
  ],
  *check(block, flow) {
    if (!isKind(block, 'platform-balance') && !(isKind(block, 'transfer') && !block.props.sourceTransaction))
      return
    const { currency } = block.props
    const other = flow.amountsInto(block).find(money => currency !== '' && money.currency !== currency)
    if (!other) return
    yield found(
      atField(block.id, 'currency'),
      `${quoted(block)} turns ${other.currency} into another currency on the way, found ${currency}`,
      [clearProps('Keep the currency of the charge', block, 'currency')],
    )
  },
})
