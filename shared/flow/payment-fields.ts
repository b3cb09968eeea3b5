import { blockField, optionalChoice, optionalPercent, rows, text, textList, toggle } from './fields.ts'

/** Who is paid beside the platform: fields of every payment. */
export const connectFields = {
  onBehalfOf: blockField({
    title: 'On behalf of',
    help: 'Makes this account the settlement merchant, named on the statement.',
    parameter: 'on_behalf_of',
    kinds: ['connected-account'],
    advanced: true,
  }),
  applicationFeePercent: optionalPercent({
    title: 'Application fee',
    help: 'For subscriptions on a connected account; two decimals.',
    parameter: 'application_fee_percent',
    unit: '%',
    advanced: true,
  }),
}

/** A percentage of the payment, or all of it, for one account: subscriptions and their schedules. */
export const transferPercentField = rows({
  title: 'Transfer to one account',
  help: 'A destination gets the whole payment or one percentage of it: for a single provider only.',
  parameter: 'transfer_data',
  row: {
    destination: blockField({
      title: 'Destination',
      help: 'The provider that gets it.',
      parameter: 'destination',
      kinds: ['connected-account'],
    }),
    percent: optionalPercent({
      title: 'Percent',
      help: 'All of it when empty; two decimals.',
      parameter: 'amount_percent',
    }),
  },
  advanced: true,
})

/** Automatic tax without a tax block of its own. */
export const automaticTaxFields = {
  automaticTax: toggle({
    title: 'Automatic tax',
    help: 'A connected tax block switches it on too.',
    parameter: 'automatic_tax.enabled',
    initial: false,
    advanced: true,
  }),
  taxLiability: optionalChoice({
    title: 'Tax owed by',
    help: 'Whose registrations are used.',
    parameter: 'automatic_tax.liability.type',
    choices: [
      { value: 'self', label: 'The platform' },
      { value: 'account', label: 'A connected account' },
    ],
    advanced: true,
  }),
  taxLiableAccount: blockField({
    title: 'Liable account',
    help: 'Where a connected account owes the tax.',
    parameter: 'automatic_tax.liability.account',
    kinds: ['connected-account'],
    advanced: true,
  }),
}

/** What old designs say in ways that the API refuses today. Kept for reading them; the rules flag it. */
export const legacyDiscountField = text({
  title: 'Discount (old)',
  help: 'Top-level coupon of old integrations; connect a coupon instead.',
  maxLength: 60,
  advanced: true,
})

/** Which methods a customer is offered; the Dashboard decides when none is named. */
export const allowedMethodsField = textList({
  title: 'Allowed methods',
  help: 'Empty = what the Dashboard allows (recommended).',
  parameter: 'allowed_payment_method_types',
  suggestions: ['card', 'link', 'us_bank_account', 'sepa_debit', 'klarna'],
  advanced: true,
})

/** Hard-coded payment methods of old designs. */
export const legacyMethodTypesField = textList({
  title: 'Method types (old)',
  help: 'No longer accepted; leave empty and let the Dashboard decide.',
  parameter: 'payment_method_types',
  advanced: true,
})
