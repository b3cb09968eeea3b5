import { single } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { isKind } from '#shared/check/kinds.ts'
import { atField } from '#shared/check/locations.ts'
import { sources } from '#shared/check/look.ts'
import { blockRule } from '#shared/check/rule.ts'
import { listed, quoted } from '#shared/check/words.ts'

const both = (mode: string, plan: Readonly<Record<string, unknown>> = {}) =>
  single({
    blocks: {
      vat: [
        'tax',
        { mode, liability: 'self', registrations: ['US'], rates: [{ name: 'VAT', percent: '20' }] },
      ],
    },
    with: ['vat.tax -> plan.tax'],
    set: { plan, cus: { country: 'US' } },
  })
/** Tax is automatic or by rates. */
export const ratesAndAutomatic = blockRule({
  id: 'tax/rates-and-automatic',
  severity: 'error',
  needs: 'events',
  on: [
    'subscription',
    'subscription-schedule',
    'invoice',
    'payment-intent',
    'tax',
    'checkout-session',
    'payment-link',
  ],
  docs: {
    title: 'Tax is automatic or by rates',
    why: 'Items with manual rates or negative amounts cannot join an automatic-tax invoice.',
    source: 'Stripe API reference: invoices.create automatic_tax',
  },
  valid: [{ name: 'rates', graph: both('rates') }],
  invalid: [
    {
      name: 'automatic with rates',
      graph: both('automatic'),
      reports: [
        {
          message: '“vat” is automatic and has rates of its own, found VAT',
          location: atField('vat', 'rates'),
        },
      ],
    },
    {
      name: 'an automatic payment with rates',
      graph: both('rates', { automaticTax: true }),
      reports: [
        {
          message: '“plan” is taxed automatically and by rates, found “vat”',
          location: atField('plan', 'automaticTax'),
        },
      ],
    },
  ],
  *check(block, flow) {
    if (isKind(block, 'tax') && block.props.mode === 'automatic' && block.props.rates.length > 0)
      yield found(
        atField(block.id, 'rates'),
        `${quoted(block)} is automatic and has rates of its own, found ${listed(block.props.rates.map(({ name }) => name))}`,
        [setProps('Drop the rates', block, { rates: [] })],
      )
    if (!('automaticTax' in block.props) || !block.props.automaticTax) return
    const [rates] = sources(flow, block, 'tax').filter(({ props }) => props.mode === 'rates')
    if (rates)
      yield found(
        atField(block.id, 'automaticTax'),
        `${quoted(block)} is taxed automatically and by rates, found ${quoted(rates)}`,
        [setProps('Keep the rates', block, { automaticTax: false })],
      )
  },
})
