import { type CompileContext, defineBlock } from '#shared/flow/block-definition.ts'
import { blockField, choice, optionalChoice, rows, text, textList, toggle } from '#shared/flow/fields.ts'
import type { Block } from '#shared/flow/graph.ts'
import type { BlockId } from '#shared/flow/ids.ts'
import type { Param } from '#shared/flow/parameters.ts'
import { refIn, refOut } from '#shared/flow/ports.ts'
import { accountParam } from '#shared/flow/subscription-params.ts'

const DASHBOARD = { name: 'dashboard', title: 'Head office and tax registrations' } as const

type Liable = Block<
  string,
  { readonly liability: string | undefined; readonly liableAccount: BlockId | undefined }
>

/** The connected account that owes the tax; undefined where the platform does. */
const liableParam = ({ props }: Liable, context: CompileContext): Param | undefined =>
  props.liability === 'account' ? accountParam(props.liableAccount, context) : undefined

/** What stands in the Dashboard: the seat, the places of registration, and what prices mean that say nothing. */
const dashboard = (
  { props }: Block<string, { readonly registrations: readonly string[] }>,
  { flow }: CompileContext,
): Param => ({
  head_office: { country: flow.platform.country },
  registrations: [...props.registrations],
  tax_behavior: 'inferred_by_currency',
})

/** How sales tax or VAT is worked out, and who owes it. */
export const tax = defineBlock({
  kind: 'tax',
  title: 'Tax',
  summary: 'Sales tax or VAT: worked out, and by whom owed.',
  icon: 'percent',
  docs: {
    body: 'Automatic tax works out the rate from the customer’s address and what is sold, and collects only where a registration exists; rates of your own are percentages that you keep right yourself. Who owes the tax must remit it: it never belongs into the providers’ shares. Head office and registrations are Dashboard settings: a run sets them in the simulator, and expects them at Stripe. The forecast takes the standard rate of the customer’s country, or the statewide rate, where the block says that you are registered; what cities and districts add, and reduced rates, it leaves out.',
    source: 'https://docs.stripe.com/tax',
  },
  category: 'catalog',
  personas: ['F', 'R'],
  keywords: ['vat', 'sales tax', 'gst', 'who owes the tax'],
  events: ['tax.settings.updated'],
  size: 'compact',
  fields: {
    mode: choice({
      title: 'Worked out',
      help: 'By Stripe Tax, by rates of your own, or not at all.',
      initial: 'none',
      choices: [
        { value: 'none', label: 'Not at all' },
        { value: 'automatic', label: 'Automatically' },
        { value: 'rates', label: 'By own rates' },
      ],
    }),
    liability: optionalChoice({
      title: 'Owed by',
      help: 'Whose registrations are used, with automatic tax.',
      parameter: 'automatic_tax.liability.type',
      choices: [
        { value: 'self', label: 'The platform' },
        { value: 'account', label: 'A connected account' },
      ],
    }),
    liableAccount: blockField({
      title: 'Liable account',
      help: 'Where a connected account owes the tax.',
      parameter: 'automatic_tax.liability.account',
      kinds: ['connected-account'],
    }),
    registrations: textList({
      title: 'Registered in',
      help: 'Countries and states in which tax is collected: US-CA, DE.',
    }),
    rates: rows({
      title: 'Rates',
      help: 'Own rates; each becomes a tax rate.',
      row: {
        name: text({
          title: 'Name',
          help: 'Shown on invoices: VAT, Sales tax.',
          parameter: 'display_name',
          maxLength: 50,
          initial: 'Tax',
        }),
        percent: text({
          title: 'Percent',
          help: 'Up to four decimals: 8.875.',
          parameter: 'percentage',
          maxLength: 9,
          initial: '0',
        }),
        inclusive: toggle({
          title: 'Included',
          help: 'Contained in the price instead of added.',
          parameter: 'inclusive',
          initial: false,
        }),
      },
    }),
    headOfficeSet: toggle({
      title: 'Head office is set',
      help: 'In the Dashboard; without it nothing is worked out.',
      initial: true,
      advanced: true,
    }),
    accountTaxActive: toggle({
      title: 'Liable account is ready',
      help: 'Its own tax settings are active.',
      initial: true,
      advanced: true,
    }),
  },
  ports: [refIn('account', 'Liable account', { accepts: ['connected-account'] }), refOut('tax', 'Tax')],
  facts(block) {
    const { mode, rates } = block.props
    if (mode === 'rates')
      return rates
        .map(({ name, percent }) => `${name} ${percent} %`)
        .join(', ')
        .slice(0, 48)
    return mode === 'automatic' ? 'Automatic' : 'No tax'
  },
  compile(block, context) {
    const { mode, rates } = block.props
    if (mode === 'automatic') {
      const onAccount = liableParam(block, context)
      const more = onAccount === undefined ? {} : { onAccount }
      const set =
        context.mode === 'unattended' && block.props.headOfficeSet
          ? [
              context.call(
                'simulator.settings',
                { tax: dashboard(block, context) },
                { ...more, ...DASHBOARD },
              ),
            ]
          : []
      const settings = context.call(
        'tax.settings.retrieve',
        {},
        { ...more, after: set, title: 'Check that tax is set up' },
      )
      context.give('tax', settings)
    }
    if (mode !== 'rates') return
    for (const [index, { name, percent, inclusive }] of rates.entries()) {
      const rate = context.call(
        'taxRates.create',
        { display_name: name, percentage: Number(percent), inclusive },
        { name: `rate-${index + 1}` },
      )
      context.give(`rate-${index + 1}`, rate)
      if (index === 0) context.give('tax', rate)
    }
  },
})
