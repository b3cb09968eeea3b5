import { definitionOf } from '#shared/blocks/index.ts'
import { single } from '#shared/check/example-flows.ts'
import { clearProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { listed, quoted } from '#shared/check/words.ts'

const isDecimal = (text: string) => /^\d+(\.\d{1,12})?$/.test(text)
const AMOUNTS = ['unitAmount', 'unitAmountDecimal', 'customUnitAmount'] as const
/** A price has one amount. */
export const priceAmountOneOf = blockRule({
  id: 'billing/price-amount-one-of',
  severity: 'error',
  needs: 'graph',
  on: ['price'],
  docs: {
    title: 'A price has one amount',
    why: 'One is required, decimals ≤12 places.',
    source: 'Stripe API reference: prices.create unit_amount',
  },
  valid: [
    { name: 'a whole amount', graph: single() },
    {
      name: 'a part of a cent',
      graph: single({ set: { fee: { unitAmount: undefined, unitAmountDecimal: '0.5' } } }),
    },
  ],
  invalid: [
    {
      name: 'none',
      graph: single({ set: { fee: { unitAmount: undefined } } }),
      reports: [
        {
          message: '“fee” has no amount, found none of its three kinds',
          location: atField('fee', 'unitAmount'),
        },
      ],
    },
    {
      name: 'two',
      graph: single({ set: { fee: { unitAmountDecimal: '0.5' } } }),
      reports: [
        {
          message: '“fee” has several amounts, found Amount and Exact amount',
          location: atField('fee', 'unitAmount'),
        },
      ],
    },
    {
      name: 'thirteen places',
      graph: single({ set: { fee: { unitAmount: undefined, unitAmountDecimal: '0.1234567890123' } } }),
      reports: [
        {
          message:
            '“fee” has an exact amount that Stripe does not take, at most 12 decimal places, found 0.1234567890123',
          location: atField('fee', 'unitAmountDecimal'),
        },
      ],
    },
  ],
  *check(price) {
    const { unitAmount, unitAmountDecimal, customUnitAmount, tiersMode, tiers } = price.props
    if (tiersMode !== 'none' || tiers.length > 0) return
    const given = AMOUNTS.filter(
      name =>
        ({
          unitAmount: unitAmount !== undefined,
          unitAmountDecimal: unitAmountDecimal !== '',
          customUnitAmount: customUnitAmount.length > 0,
        })[name],
    )
    const [first, ...others] = given
    if (first === undefined)
      yield found(
        atField(price.id, 'unitAmount'),
        `${quoted(price)} has no amount, found none of its three kinds`,
      )
    else if (others.length > 0)
      yield found(
        atField(price.id, first),
        `${quoted(price)} has several amounts, found ${listed(given.map(name => definitionOf('price')?.fields[name]?.title ?? name))}`,
        [clearProps('Keep the first', price, ...others)],
      )
    if (unitAmountDecimal !== '' && !isDecimal(unitAmountDecimal))
      yield found(
        atField(price.id, 'unitAmountDecimal'),
        `${quoted(price)} has an exact amount that Stripe does not take, at most 12 decimal places, found ${unitAmountDecimal}`,
      )
  },
})
