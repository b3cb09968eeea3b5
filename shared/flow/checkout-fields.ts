import { LIMITS } from '#shared/facts/limits.ts'
import {
  amount,
  blockField,
  choice,
  date,
  number,
  optionalChoice,
  optionalNumber,
  rows,
  text,
  textList,
  toggle,
} from './fields.ts'
import { itemMetadataField } from './item-metadata.ts'
import { allowedMethodsField, automaticTaxFields, legacyMethodTypesField } from './payment-fields.ts'

const soldRow = {
  price: blockField({ title: 'Price', help: 'A connected price.', kinds: ['price'] }),
  quantity: number({
    title: 'Quantity',
    help: 'How many are sold.',
    parameter: 'quantity',
    min: 1,
    initial: 1,
  }),
}

/** Quantities of connected prices, where they differ from 1. */
export const quantitiesField = rows({
  title: 'Quantities',
  help: 'Every connected price is a line with quantity 1; name those with another quantity here.',
  parameter: 'line_items',
  row: soldRow,
})

const linesField = rows({
  title: 'Quantities',
  help: 'Every connected price is a line with quantity 1; name those with another quantity, or with metadata, here.',
  parameter: 'line_items',
  row: { ...soldRow, metadata: itemMetadataField },
})

/** Addresses to which goods are sent, and what sending costs. */
const shippingFields = {
  shippingCountries: textList({
    title: 'Ships to',
    help: 'Countries to which an address may be given; empty = none is asked for.',
    parameter: 'shipping_address_collection.allowed_countries',
    suggestions: ['US', 'CA', 'GB', 'DE', 'FR'],
  }),
  shippingOptions: rows({
    title: 'Shipping',
    help: 'Up to five ways to send it.',
    parameter: 'shipping_options',
    row: {
      name: text({
        title: 'Name',
        help: 'Standard, express.',
        parameter: 'display_name',
        maxLength: 100,
        initial: 'Standard',
      }),
      amount: amount({
        title: 'Price',
        help: 'What sending costs.',
        parameter: 'fixed_amount.amount',
        min: 0,
        initial: 0,
      }),
    },
    advanced: true,
  }),
}

/** The fields of a Checkout session. */
export const checkoutFields = {
  mode: choice({
    title: 'Collects',
    help: 'A payment, a subscription, or a method for later.',
    parameter: 'mode',
    initial: 'payment',
    choices: [
      { value: 'payment', label: 'A payment' },
      { value: 'subscription', label: 'A subscription' },
      { value: 'setup', label: 'A method for later' },
    ],
  }),
  uiMode: choice({
    title: 'Shown as',
    help: 'A page of Stripe’s, or built into yours.',
    parameter: 'ui_mode',
    initial: 'hosted_page',
    choices: [
      { value: 'hosted_page', label: 'Stripe’s page' },
      { value: 'embedded_page', label: 'Page inside yours' },
      { value: 'elements', label: 'Elements in yours' },
      { value: 'form', label: 'Form in yours' },
      { value: 'hosted', label: 'hosted (old name)' },
      { value: 'embedded', label: 'embedded (old name)' },
      { value: 'custom', label: 'custom (old name)' },
    ],
  }),
  successUrl: text({
    title: 'Success address',
    help: 'Where Stripe’s page goes on to. Nothing may hang on it.',
    parameter: 'success_url',
    initial: 'https://app.example/thanks',
  }),
  cancelUrl: text({ title: 'Cancel address', help: 'Where the back arrow leads.', parameter: 'cancel_url' }),
  returnUrl: text({
    title: 'Return address',
    help: 'For everything that is built into your pages.',
    parameter: 'return_url',
  }),
  items: linesField,
  allowPromotionCodes: toggle({
    title: 'Asks for a code',
    help: 'A field for promotion codes; not together with a coupon.',
    parameter: 'allow_promotion_codes',
    initial: false,
  }),
  ...shippingFields,
  expiresInMin: number({
    title: 'Expires after',
    help: 'From half an hour to a day.',
    parameter: 'expires_at',
    unit: 'minutes',
    min: LIMITS.checkout.expiresMinutes.min,
    max: LIMITS.checkout.expiresMinutes.max,
    initial: LIMITS.checkout.expiresMinutes.max,
    advanced: true,
  }),
  captureMethod: optionalChoice({
    title: 'Capture',
    help: 'That of the payment behind it when empty.',
    parameter: 'payment_intent_data.capture_method',
    choices: [
      { value: 'automatic_async', label: 'At once' },
      { value: 'automatic', label: 'At once, and wait for it' },
      { value: 'manual', label: 'By hand' },
    ],
    advanced: true,
  }),
  setupFutureUsage: optionalChoice({
    title: 'Save the method',
    help: 'That of the payment behind it when empty.',
    parameter: 'payment_intent_data.setup_future_usage',
    choices: [
      { value: 'off_session', label: 'Also without the customer' },
      { value: 'on_session', label: 'With the customer present' },
    ],
    advanced: true,
  }),
  transferGroup: text({
    title: 'Group',
    help: 'A label for transfers that belong together.',
    parameter: 'payment_intent_data.transfer_group',
    maxLength: 255,
    advanced: true,
  }),
  optionalItems: rows({
    title: 'Offered besides',
    help: 'Up to ten things that the customer may add.',
    parameter: 'optional_items',
    row: {
      price: blockField({
        title: 'Price',
        help: 'A price of the flow.',
        parameter: 'price',
        kinds: ['price'],
      }),
      quantity: number({
        title: 'Quantity',
        help: 'How many at once.',
        parameter: 'quantity',
        min: 1,
        initial: 1,
      }),
    },
    advanced: true,
  }),
  customFields: rows({
    title: 'Own questions',
    help: 'Up to three.',
    parameter: 'custom_fields',
    row: {
      key: text({
        title: 'Key',
        help: 'Letters and digits.',
        parameter: 'key',
        maxLength: 200,
        initial: 'note',
      }),
      label: text({
        title: 'Question',
        help: 'What is asked for.',
        parameter: 'label.custom',
        maxLength: 50,
        initial: 'Note',
      }),
      type: choice({
        title: 'Answer',
        help: 'Free text or a number.',
        parameter: 'type',
        initial: 'text',
        choices: [
          { value: 'text', label: 'Text' },
          { value: 'numeric', label: 'Number' },
        ],
      }),
    },
    advanced: true,
  }),
  trialDays: optionalNumber({
    title: 'Trial days',
    help: 'Free days at first; subscriptions only.',
    parameter: 'subscription_data.trial_period_days',
    unit: 'days',
    advanced: true,
  }),
  trialEnd: date({
    title: 'Trial ends at',
    help: 'Two days ahead at least.',
    parameter: 'subscription_data.trial_end',
    advanced: true,
  }),
  paymentMethodCollection: choice({
    title: 'Asks for a method',
    help: 'Always, or only where something is due now.',
    parameter: 'payment_method_collection',
    initial: 'always',
    choices: [
      { value: 'always', label: 'Always' },
      { value: 'if_required', label: 'When something is due' },
    ],
    advanced: true,
  }),
  customerUpdateAddress: toggle({
    title: 'Update the address',
    help: 'Tax follows the address given here instead of the saved one.',
    parameter: 'customer_update.address',
    initial: true,
    advanced: true,
  }),
  taxIdCollection: toggle({
    title: 'Asks for a tax id',
    help: 'Businesses enter theirs.',
    parameter: 'tax_id_collection.enabled',
    initial: false,
    advanced: true,
  }),
  currency: text({
    title: 'Currency',
    help: 'Where only a method is saved; the platform’s when empty.',
    parameter: 'currency',
    maxLength: 3,
    advanced: true,
  }),
  allowedPaymentMethodTypes: allowedMethodsField,
  fulfilOn: choice({
    title: 'Delivered on',
    help: 'The event tells that it is paid; the success page does not.',
    initial: 'event',
    choices: [
      { value: 'event', label: 'Its event' },
      { value: 'redirect', label: 'The success page' },
    ],
    advanced: true,
  }),
  ...automaticTaxFields,
  paymentMethodTypes: legacyMethodTypesField,
}
