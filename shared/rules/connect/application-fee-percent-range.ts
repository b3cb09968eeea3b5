import { single } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'
import { numberOf } from '#shared/flow/read-props.ts'

const FIELD: Readonly<Record<string, string>> = { 'application-fee': 'percent', 'payment-link': 'feePercent' }
const isFine = (percent: number) =>
  percent >= 0 && percent <= 100 && Math.abs(percent * 100 - Math.round(percent * 100)) < 1e-9
const charged = (applicationFeePercent: number) =>
  single({
    blocks: {
      A: ['connected-account', { role: 'merchant' }],
      plan: ['subscription', { applicationFeePercent }, { onAccount: 'A' }],
    },
  })
/** A fee in percent is 0 to 100 with two decimals. */
export const applicationFeePercentRange = blockRule({
  id: 'connect/application-fee-percent-range',
  severity: 'error',
  needs: 'graph',
  on: ['subscription', 'subscription-schedule', 'application-fee', 'payment-link'],
  docs: {
    title: 'A fee in percent is 0 to 100 with two decimals',
    why: 'The percentage is between 0 and 100 with at most two decimals.',
    source: 'Stripe API reference: subscriptions.create application_fee_percent',
  },
  valid: [{ name: 'twelve and a half', graph: charged(12.5) }],
  invalid: [
    {
      name: 'more than everything',
      graph: charged(120),
      reports: [
        {
          message: '“plan” takes a fee of 0 to 100 % with two decimals at most, found 120',
          location: atField('plan', 'applicationFeePercent'),
        },
      ],
    },
    {
      name: 'three decimals',
      graph: charged(12.345),
      reports: [
        {
          message: '“plan” takes a fee of 0 to 100 % with two decimals at most, found 12.345',
          location: atField('plan', 'applicationFeePercent'),
        },
      ],
    },
  ],
  *check(block) {
    const field = FIELD[block.kind] ?? 'applicationFeePercent'
    const percent = numberOf(block, field)
    if (percent === undefined || isFine(percent)) return
    const nearest = Math.min(100, Math.max(0, Math.round(percent * 100) / 100))
    yield found(
      atField(block.id, field),
      `${quoted(block)} takes a fee of 0 to 100 % with two decimals at most, found ${percent}`,
      [setProps(`Set it to ${nearest} %`, block, { [field]: nearest })],
    )
  },
})
