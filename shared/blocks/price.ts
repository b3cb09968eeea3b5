import { LIMITS } from '#shared/facts/limits.ts'
import { defineBlock, type FlowIndex } from '#shared/flow/block-definition.ts'
import { choice, number, optionalAmount, optionalChoice, rows, text } from '#shared/flow/fields.ts'
import type { Param } from '#shared/flow/parameters.ts'
import { refIn, refOut } from '#shared/flow/ports.ts'
import { said } from '#shared/flow/said.ts'
import { formatMoney } from '#shared/money/format.ts'

const unitAmount = optionalAmount({ title: 'Amount', help: 'Price of one unit.', parameter: 'unit_amount' })

const fields = {
  currency: text({
    title: 'Currency',
    help: 'Three letters; the platform’s currency when empty.',
    parameter: 'currency',
    maxLength: 3,
  }),
  unitAmount,
  interval: optionalChoice({
    title: 'Billed every',
    help: 'Empty for a one-time price.',
    parameter: 'recurring.interval',
    choices: [
      { value: 'day', label: 'Day' },
      { value: 'week', label: 'Week' },
      { value: 'month', label: 'Month' },
      { value: 'year', label: 'Year' },
    ],
  }),
  intervalCount: number({
    title: 'Interval count',
    help: 'Every so many intervals; three years at most.',
    parameter: 'recurring.interval_count',
    min: 1,
    initial: 1,
    advanced: true,
  }),
  usageType: choice({
    title: 'Quantity',
    help: 'Licensed prices bill a quantity; metered ones what a meter counted.',
    parameter: 'recurring.usage_type',
    initial: 'licensed',
    choices: [
      { value: 'licensed', label: 'Licensed' },
      { value: 'metered', label: 'Metered' },
    ],
    advanced: true,
  }),
  unitAmountDecimal: text({
    title: 'Exact amount',
    help: 'Minor units with up to 12 decimal places, for prices below a cent.',
    parameter: 'unit_amount_decimal',
    advanced: true,
  }),
  customUnitAmount: rows({
    title: 'Customer decides',
    help: 'One row: the customer names the amount (Checkout and links only).',
    parameter: 'custom_unit_amount',
    row: {
      minimum: optionalAmount({ title: 'Minimum', help: 'Least that may be entered.', parameter: 'minimum' }),
      maximum: optionalAmount({ title: 'Maximum', help: 'Most that may be entered.', parameter: 'maximum' }),
      preset: optionalAmount({
        title: 'Preset',
        help: 'What stands in the field at first.',
        parameter: 'preset',
      }),
    },
    advanced: true,
  }),
  tiersMode: choice({
    title: 'Tiers',
    help: 'Volume prices all units by the tier reached; graduated prices each tier’s units by its own price.',
    parameter: 'tiers_mode',
    initial: 'none',
    choices: [
      { value: 'none', label: 'None' },
      { value: 'graduated', label: 'Graduated' },
      { value: 'volume', label: 'Volume' },
    ],
    advanced: true,
  }),
  tiers: rows({
    title: 'Tier list',
    help: 'Ascending; the last one is open-ended (inf).',
    parameter: 'tiers',
    row: {
      upTo: text({ title: 'Up to', help: 'Last unit of the tier, or inf.', parameter: 'up_to' }),
      unitAmount: optionalAmount({
        title: 'Per unit',
        help: 'Price of each unit in the tier.',
        parameter: 'unit_amount',
      }),
      flatAmount: optionalAmount({
        title: 'Flat',
        help: 'Added once when the tier is reached.',
        parameter: 'flat_amount',
      }),
    },
    advanced: true,
  }),
  transformDivideBy: number({
    title: 'Divide quantity by',
    help: '0 leaves quantities as they are.',
    parameter: 'transform_quantity.divide_by',
    min: 0,
    initial: 0,
    advanced: true,
  }),
  transformRound: choice({
    title: 'Then round',
    help: 'How a divided quantity becomes whole.',
    parameter: 'transform_quantity.round',
    initial: 'up',
    choices: [
      { value: 'up', label: 'Up' },
      { value: 'down', label: 'Down' },
    ],
    advanced: true,
  }),
  taxBehavior: choice({
    title: 'Tax',
    help: 'Whether the amount contains tax. Cannot be changed once set.',
    parameter: 'tax_behavior',
    initial: 'unspecified',
    choices: [
      { value: 'unspecified', label: 'Not said' },
      { value: 'exclusive', label: 'Added on top' },
      { value: 'inclusive', label: 'Included' },
    ],
    advanced: true,
  }),
  lookupKey: text({
    title: 'Lookup key',
    help: 'Finds the price again without its id.',
    parameter: 'lookup_key',
    maxLength: LIMITS.lookupKey,
    advanced: true,
  }),
}

const recurring = (
  props: { interval: string | undefined; intervalCount: number; usageType: string },
  meter: Param | null,
): Record<string, Param> =>
  props.interval === undefined
    ? {}
    : {
        recurring: {
          interval: props.interval,
          ...(props.intervalCount === 1 ? {} : { interval_count: props.intervalCount }),
          ...(props.usageType === 'licensed' ? {} : { usage_type: props.usageType }),
          ...(meter ? { meter } : {}),
        },
      }

/** What something costs, and how often. */
export const price = defineBlock({
  kind: 'price',
  title: 'Price',
  summary: 'What a product costs, and how often.',
  icon: 'tag',
  docs: {
    body: 'A price belongs to one product. Its amount cannot be changed later: a new amount is a new price. All prices of one subscription share a currency; different intervals mean separate invoices on some dates. A scenario of one month is the first payment alone; a longer one plays its months whole, with every payment of a price by the day or week.',
    source: 'https://docs.stripe.com/api/prices',
  },
  category: 'catalog',
  personas: ['P', 'F'],
  keywords: ['amount', 'fee', 'monthly', 'yearly', 'seats', 'usage', 'tiers'],
  events: ['price.created', 'price.updated', 'price.deleted'],
  size: 'compact',
  fields,
  startsWith: { unitAmount: 1000, interval: 'month' },
  ports: [refIn('product', 'Product', { required: true }), refIn('meter', 'Meter'), refOut('price', 'Price')],
  facts(block, flow: FlowIndex) {
    const { unitAmount: amount, currency, interval, intervalCount } = block.props
    if (amount === undefined) return 'Amount varies'
    const each =
      interval === undefined
        ? ''
        : ` / ${intervalCount === 1 ? '' : `${intervalCount} `}${interval === 'month' ? 'mo' : interval}`
    return formatMoney({ amount, currency: currency || flow.platform.currency }) + each
  },
  compile(block, context) {
    const { props } = block
    const created = context.call('prices.create', {
      product: context.ref('product') ?? '',
      currency: props.currency || context.flow.platform.currency,
      ...(props.unitAmount === undefined ? {} : { unit_amount: props.unitAmount }),
      ...(props.unitAmountDecimal ? { unit_amount_decimal: props.unitAmountDecimal } : {}),
      ...(props.customUnitAmount[0]
        ? { custom_unit_amount: { enabled: true, ...said(props.customUnitAmount[0]) } }
        : {}),
      ...recurring(props, context.ref('meter')),
      ...(props.tiersMode === 'none'
        ? {}
        : {
            billing_scheme: 'tiered',
            tiers_mode: props.tiersMode,
            tiers: props.tiers.map(({ upTo, unitAmount: each, flatAmount }) => ({
              up_to: upTo === 'inf' ? upTo : Number(upTo),
              ...said({ unit_amount: each, flat_amount: flatAmount }),
            })),
          }),
      ...(props.transformDivideBy === 0
        ? {}
        : { transform_quantity: { divide_by: props.transformDivideBy, round: props.transformRound } }),
      ...(props.taxBehavior === 'unspecified' ? {} : { tax_behavior: props.taxBehavior }),
      ...(props.lookupKey ? { lookup_key: props.lookupKey, transfer_lookup_key: true } : {}),
    })
    context.give('price', created)
  },
})
