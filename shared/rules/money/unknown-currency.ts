import { DEFINITIONS } from '#shared/blocks/index.ts'
import { CURRENCY_KINDS } from '#shared/check/amounts-of.ts'
import { single } from '#shared/check/example-flows.ts'
import { clearProps, setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { anyBlockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'
import { CURRENCIES } from '#shared/facts/currencies.ts'

/** Currencies are lower-case codes that Stripe knows. */
export const unknownCurrency = anyBlockRule({
  id: 'money/unknown-currency',
  severity: 'error',
  needs: 'graph',
  on: CURRENCY_KINDS,
  limits: DEFINITIONS.filter(({ fields }) => 'currency' in fields).map(({ kind }) => ({
    kind,
    field: 'currency',
  })),
  docs: {
    title: 'Currencies are lower-case codes that Stripe knows',
    why: 'Currencies are three-letter ISO codes in lower case from the supported list.',
    source: 'https://docs.stripe.com/currencies',
  },
  valid: [{ name: 'euros', graph: single({ set: { fee: { currency: 'eur' } } }) }],
  invalid: [
    {
      name: 'in capitals',
      graph: single({ set: { fee: { currency: 'EUR' } } }),
      reports: [
        {
          message: '“fee” names a currency that Stripe does not know like this, found “EUR”',
          location: atField('fee', 'currency'),
        },
      ],
    },
    {
      name: 'a currency that is not',
      graph: single({ set: { fee: { currency: 'xyz' } } }),
      reports: [
        {
          message: '“fee” names a currency that Stripe does not know like this, found “xyz”',
          location: atField('fee', 'currency'),
        },
      ],
    },
  ],
  *check(block) {
    const { currency } = block.props
    if (typeof currency !== 'string' || currency === '' || CURRENCIES.has(currency)) return
    const lower = currency.toLowerCase().trim()
    yield found(
      atField(block.id, 'currency'),
      `${quoted(block)} names a currency that Stripe does not know like this, found “${currency}”`,
      [
        CURRENCIES.has(lower)
          ? setProps(`Write ${lower}`, block, { currency: lower })
          : clearProps("Take the platform's currency", block, 'currency'),
      ],
    )
  },
})
