import { bundle } from '#shared/check/example-flows.ts'
import { clearProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

/** A transfer has the currency in which its charge settled. */
export const transferCurrency = blockRule({
  id: 'connect/transfer-currency',
  severity: 'error',
  needs: 'graph',
  on: ['transfer'],
  docs: {
    title: 'A transfer has the currency in which its charge settled',
    why: 'Must match (settlement currency, not presentment).',
    source: 'https://docs.stripe.com/connect/separate-charges-and-transfers',
  },
  valid: [{ name: 'that of its charge', graph: bundle() }],
  invalid: [
    {
      name: 'another one',
      graph: bundle({ set: { tA: { currency: 'eur' } } }),
      reports: [
        {
          message: '“tA” is made in another currency than its charge settles in, usd, found eur',
          location: atField('tA', 'currency'),
        },
      ],
    },
  ],
  *check(transfer, flow) {
    const { currency, sourceTransaction } = transfer.props
    if (currency === '' || !sourceTransaction || currency === flow.platform.currency) return
    yield found(
      atField(transfer.id, 'currency'),
      `${quoted(transfer)} is made in another currency than its charge settles in, ${flow.platform.currency}, found ${currency}`,
      [clearProps("Take the charge's currency", transfer, 'currency')],
    )
  },
})
