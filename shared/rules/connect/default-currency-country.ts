import { bundle } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'
import { COUNTRIES } from '#shared/facts/countries.ts'
import { settlesIn } from '#shared/facts/settlement.ts'

/** An account settles in a currency of its country. */
export const defaultCurrencyCountry = blockRule({
  id: 'connect/default-currency-country',
  severity: 'error',
  needs: 'graph',
  on: ['connected-account'],
  docs: {
    title: 'An account settles in a currency of its country',
    why: 'Default currency must be one Stripe supports in the account country.',
    source: 'Stripe API reference: accounts.create default_currency',
  },
  valid: [{ name: "the country's own", graph: bundle({ set: { A: { currency: 'usd' } } }) }],
  invalid: [
    {
      name: 'euros in Mexico',
      graph: bundle({ set: { A: { country: 'MX', currency: 'eur' } } }),
      reports: [
        {
          message: '“A” cannot settle in that currency in Mexico, found eur',
          location: atField('A', 'currency'),
        },
      ],
    },
  ],
  *check(account) {
    const { country, currency } = account.props
    const facts = COUNTRIES.get(country)
    if (currency === '' || !facts || settlesIn(country, currency)) return
    yield found(
      atField(account.id, 'currency'),
      `${quoted(account)} cannot settle in that currency in ${facts.name}, found ${currency}`,
      [setProps(`Settle in ${facts.currency}`, account, { currency: facts.currency })],
    )
  },
})
