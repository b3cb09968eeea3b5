import { defineBlock } from '#shared/flow/block-definition.ts'
import { choice, number, optionalAmount, text } from '#shared/flow/fields.ts'
import { refIn, refOut } from '#shared/flow/ports.ts'

/** A plan, in designs that are imported. */
export const plan = defineBlock({
  kind: 'plan',
  title: 'Plan (old)',
  summary: 'Plans of old designs; prices replaced them.',
  icon: 'box',
  docs: {
    body: 'Plans said what a subscription costs before prices did. Prices do the same and more: one-time amounts, tiers, tax behaviour, several currencies. It is kept so that old designs can be read and are told so; it compiles to no call.',
    source: 'https://docs.stripe.com/api/plans',
  },
  category: 'catalog',
  personas: ['D'],
  keywords: [],
  events: ['plan.created', 'plan.updated', 'plan.deleted'],
  size: 'compact',
  legacy: true,
  fields: {
    unitAmount: optionalAmount({ title: 'Amount', help: 'Price of one unit.', parameter: 'amount' }),
    currency: text({
      title: 'Currency',
      help: 'The platform’s when empty.',
      parameter: 'currency',
      maxLength: 3,
    }),
    interval: choice({
      title: 'Billed every',
      help: 'Day, week, month or year.',
      parameter: 'interval',
      initial: 'month',
      choices: [
        { value: 'day', label: 'Day' },
        { value: 'week', label: 'Week' },
        { value: 'month', label: 'Month' },
        { value: 'year', label: 'Year' },
      ],
    }),
    intervalCount: number({
      title: 'Interval count',
      help: 'Every so many intervals.',
      parameter: 'interval_count',
      min: 1,
      initial: 1,
    }),
  },
  ports: [refIn('product', 'Product'), refOut('price', 'Plan')],
})
