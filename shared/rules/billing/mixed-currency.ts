import { bundle } from '#shared/check/example-flows.ts'
import { mostCommon } from '#shared/check/intervals.ts'
import { atField, atPort } from '#shared/check/locations.ts'
import { pricesOf } from '#shared/check/money-path.ts'
import { blockRule } from '#shared/check/rule.ts'
import { listed, quoted } from '#shared/check/words.ts'
import { currencyOfPrice } from '#shared/flow/invoice-lines.ts'

/** The prices of a subscription share one currency. */
export const mixedCurrency = blockRule({
  id: 'billing/mixed-currency',
  severity: 'error',
  needs: 'graph',
  on: ['subscription', 'subscription-schedule', 'invoice', 'payment-intent'],
  docs: {
    title: 'The prices of a subscription share one currency',
    why: 'All prices of one subscription share one currency.',
    source: 'https://docs.stripe.com/billing/subscriptions/quantities',
  },
  valid: [{ name: 'one currency', graph: bundle() }],
  invalid: [
    {
      name: 'dollars and euros',
      graph: bundle({ set: { qB: { currency: 'eur' } } }),
      reports: [
        {
          message: 'The prices of “plan” are in several currencies, found “qA” in usd and “qB” in eur',
          location: atPort('plan', 'price'),
        },
      ],
    },
  ],
  *check(subscription, flow) {
    const prices = pricesOf(flow, subscription)
    const currencies = prices.map(price => currencyOfPrice(price, flow))
    if (new Set(currencies).size < 2) return
    const usual = mostCommon(currencies)
    const odd = prices.filter(price => currencyOfPrice(price, flow) !== usual)
    yield {
      message: `The prices of ${quoted(subscription)} are in several currencies, found ${listed(prices.map(price => `${quoted(price)} in ${currencyOfPrice(price, flow)}`))}`,
      location: atPort(subscription.id, 'price'),
      related: odd.map(({ id }) => atField(id, 'currency')),
      fixes: [
        {
          title: `Bill all of it in ${usual}`,
          patch: odd.map(({ id }) => ({ op: 'block.set', id, set: { props: { currency: usual } } })),
          preferred: true,
        },
      ],
    }
  },
})
