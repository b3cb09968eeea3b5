import { defineBlock } from '#shared/flow/block-definition.ts'
import { date, optionalAmount, optionalNumber, text, toggle } from '#shared/flow/fields.ts'
import { refIn, refOut } from '#shared/flow/ports.ts'
import { filled, said, unless } from '#shared/flow/said.ts'
import { secondsOf } from '#shared/flow/subscription-params.ts'

/** A coupon that customers type in. */
export const promotionCode = defineBlock({
  kind: 'promotion-code',
  title: 'Promotion code',
  summary: 'A word that customers type in for a coupon.',
  icon: 'key-round',
  docs: {
    body: 'A promotion code makes a coupon known to customers and says who may use it: from a minimum order, first orders only, a number of times. Several codes can stand for one coupon. It cannot outlive its coupon.',
    source: 'https://docs.stripe.com/api/promotion_codes',
  },
  category: 'catalog',
  personas: ['P'],
  keywords: ['voucher', 'discount code', 'campaign'],
  events: ['promotion_code.created', 'promotion_code.updated'],
  size: 'compact',
  fields: {
    code: text({
      title: 'Code',
      help: 'Letters, digits and hyphens; Stripe makes one up when empty.',
      parameter: 'code',
      maxLength: 500,
    }),
    expiresAt: date({ title: 'Valid until', help: 'Not longer than its coupon.', parameter: 'expires_at' }),
    maxRedemptions: optionalNumber({
      title: 'Used at most',
      help: 'By all customers together.',
      parameter: 'max_redemptions',
      min: 1,
    }),
    minimumAmount: optionalAmount({
      title: 'From an order of',
      help: 'Smaller orders cannot use it.',
      parameter: 'restrictions.minimum_amount',
      min: 1,
      advanced: true,
    }),
    currency: text({
      title: 'Currency',
      help: 'Of the minimum; the platform’s when empty.',
      parameter: 'restrictions.minimum_amount_currency',
      maxLength: 3,
      advanced: true,
    }),
    firstTimeOnly: toggle({
      title: 'First orders only',
      help: 'For customers who have not paid before.',
      parameter: 'restrictions.first_time_transaction',
      initial: false,
      advanced: true,
    }),
  },
  ports: [refIn('coupon', 'Coupon', { required: true }), refOut('promotion-code', 'Promotion code')],
  facts: block => block.props.code || 'code made up by Stripe',
  compile(block, context) {
    const { props } = block
    const restrictions = said({
      minimum_amount: props.minimumAmount,
      minimum_amount_currency:
        props.minimumAmount === undefined ? undefined : props.currency || context.flow.platform.currency,
      first_time_transaction: unless(props.firstTimeOnly, false),
    })
    const created = context.call(
      'promotionCodes.create',
      said({
        promotion: { type: 'coupon', coupon: context.ref('coupon') ?? '' },
        code: filled(props.code),
        expires_at: secondsOf(props.expiresAt),
        max_redemptions: props.maxRedemptions,
        restrictions: Object.keys(restrictions).length > 0 ? restrictions : undefined,
      }),
    )
    context.give('promotion-code', created)
  },
})
