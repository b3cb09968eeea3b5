import { defineBlock } from '#shared/flow/block-definition.ts'
import {
  blockField,
  choice,
  date,
  optionalAmount,
  optionalNumber,
  optionalPercent,
  text,
} from '#shared/flow/fields.ts'
import { refIn, refOut } from '#shared/flow/ports.ts'
import { filled, said } from '#shared/flow/said.ts'
import { secondsOf } from '#shared/flow/subscription-params.ts'
import { formatMoney } from '#shared/money/format.ts'

/** A discount. */
export const coupon = defineBlock({
  kind: 'coupon',
  title: 'Coupon',
  summary: 'Takes a percentage or an amount off.',
  icon: 'ticket-percent',
  docs: {
    body: 'A coupon lowers the lines that it applies to, once, for some months, or for good. With several providers somebody earns less: either the platform pays them in full and bears the discount, or their shares start from the discounted lines, or one provider bears it alone. On an invoice Stripe writes what each line lost; the preview shares the discount over the lines by largest remainder.',
    source: 'https://docs.stripe.com/api/coupons',
  },
  category: 'catalog',
  personas: ['P', 'F'],
  keywords: ['discount', 'rebate', 'first month cheaper', 'percent off'],
  events: [
    'coupon.created',
    'coupon.updated',
    'coupon.deleted',
    'customer.discount.created',
    'customer.discount.updated',
    'customer.discount.deleted',
  ],
  size: 'compact',
  fields: {
    percentOff: optionalPercent({
      title: 'Percent off',
      help: 'Above 0 and at most 100; or an amount instead.',
      parameter: 'percent_off',
      unit: '%',
    }),
    amountOff: optionalAmount({
      title: 'Amount off',
      help: 'Instead of a percentage.',
      parameter: 'amount_off',
      min: 1,
    }),
    currency: text({
      title: 'Currency',
      help: 'Of the amount; the platform’s currency when empty.',
      parameter: 'currency',
      maxLength: 3,
    }),
    duration: choice({
      title: 'Lasts',
      help: 'On subscriptions: the first invoice, some months, or all of them.',
      parameter: 'duration',
      initial: 'once',
      choices: [
        { value: 'once', label: 'Once' },
        { value: 'repeating', label: 'Some months' },
        { value: 'forever', label: 'Forever' },
      ],
    }),
    durationInMonths: optionalNumber({
      title: 'Months',
      help: 'How long, where it lasts some months.',
      parameter: 'duration_in_months',
      unit: 'months',
      min: 1,
    }),
    fundedBy: choice({
      title: 'Paid for by',
      help: 'The platform pays shares of list prices, providers get shares of what was paid, or one of them bears it all.',
      initial: 'platform',
      choices: [
        { value: 'platform', label: 'Platform' },
        { value: 'providers', label: 'Providers' },
        { value: 'provider', label: 'One provider' },
        { value: 'none', label: 'Not decided' },
      ],
    }),
    funder: blockField({
      title: 'Which provider',
      help: 'Where one provider pays for it: an account that gets a share of the payment.',
      kinds: ['connected-account'],
    }),
    maxRedemptions: optionalNumber({
      title: 'Redeemed at most',
      help: 'By all customers together.',
      parameter: 'max_redemptions',
      min: 1,
      advanced: true,
    }),
    redeemBy: date({
      title: 'Redeemed until',
      help: 'At most five years ahead.',
      parameter: 'redeem_by',
      advanced: true,
    }),
  },
  ports: [refIn('product', 'Applies to', { many: true }), refOut('coupon', 'Coupon')],
  facts(block, flow) {
    const { percentOff, amountOff, currency } = block.props
    if (percentOff !== undefined) return `${percentOff} % off`
    return amountOff === undefined
      ? 'no discount yet'
      : `${formatMoney({ amount: amountOff, currency: currency || flow.platform.currency })} off`
  },
  compile(block, context) {
    const { props } = block
    const products = context.refs('product').map(({ ref }) => ref)
    const created = context.call(
      'coupons.create',
      said({
        name: block.label.slice(0, 40),
        percent_off: props.percentOff,
        amount_off: props.amountOff,
        currency:
          props.amountOff === undefined ? undefined : props.currency || context.flow.platform.currency,
        duration: props.duration,
        duration_in_months: props.duration === 'repeating' ? props.durationInMonths : undefined,
        applies_to: products.length > 0 ? { products } : undefined,
        max_redemptions: props.maxRedemptions,
        redeem_by: secondsOf(props.redeemBy),
        metadata: said({
          funded_by:
            props.fundedBy === 'provider' ? filled(`provider:${props.funder ?? ''}`) : filled(props.fundedBy),
        }),
      }),
    )
    context.give('coupon', created)
  },
})
