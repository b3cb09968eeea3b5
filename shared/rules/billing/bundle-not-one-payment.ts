import { bundle } from '#shared/check/example-flows.ts'
import {
  hasMixedIntervals,
  intervalText,
  recurringPrices,
  sameInterval,
  usualInterval,
} from '#shared/check/intervals.ts'
import { atField, atPort } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { listed, quoted } from '#shared/check/words.ts'

/** A bundle that promises one payment has one interval. */
export const bundleNotOnePayment = blockRule({
  id: 'billing/bundle-not-one-payment',
  severity: 'warning',
  needs: 'graph',
  on: ['subscription', 'subscription-schedule'],
  docs: {
    title: 'A bundle that promises one payment has one interval',
    why: 'Separate invoices when periods diverge.',
    source: 'https://docs.stripe.com/billing/subscriptions/mixed-interval',
  },
  valid: [{ name: 'both monthly', graph: bundle() }],
  invalid: [
    {
      name: 'one yearly',
      graph: bundle({ set: { qB: { interval: 'year' } } }),
      reports: [
        {
          message:
            '“plan” is billed in separate payments when its periods diverge, found every month and every year',
          location: atPort('plan', 'price'),
        },
      ],
    },
  ],
  *check(subscription, flow) {
    const prices = recurringPrices(flow, subscription)
    if (!hasMixedIntervals(prices)) return
    const usual = usualInterval(prices)
    const odd = prices.filter(price => !sameInterval(price, usual))
    yield {
      message: `${quoted(subscription)} is billed in separate payments when its periods diverge, found ${listed([...new Set(prices.map(intervalText))])}`,
      location: atPort(subscription.id, 'price'),
      related: odd.map(({ id }) => atField(id, 'interval')),
      fixes: [
        {
          title: `Bill all of it ${intervalText(usual)}`,
          patch: odd.map(({ id }) => ({
            op: 'block.set',
            id,
            set: { props: { interval: usual.props.interval, intervalCount: usual.props.intervalCount } },
          })),
          preferred: true,
        },
      ],
    }
  },
})
