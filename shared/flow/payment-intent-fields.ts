import { LIMITS } from '#shared/facts/limits.ts'
import {
  amount,
  blockField,
  choice,
  optionalAmount,
  optionalChoice,
  rows,
  text,
  textList,
  toggle,
} from './fields.ts'
import { allowedMethodsField, legacyMethodTypesField } from './payment-fields.ts'

/** The fields of a payment. */
export const paymentIntentFields = {
  amount: amount({
    title: 'Amount',
    help: 'What the customer pays; prices of a Checkout or link come before it.',
    parameter: 'amount',
    min: 0,
    max: LIMITS.maximumAmount,
    initial: 5000,
  }),
  currency: text({
    title: 'Currency',
    help: 'Three letters; the platform’s currency when empty.',
    parameter: 'currency',
    maxLength: 3,
  }),
  chargeType: choice({
    title: 'Charge type',
    help: 'Whose payment it is: it decides who is merchant, pays fees, refunds and loses disputes.',
    initial: 'platform',
    choices: [
      { value: 'platform', label: 'Platform only' },
      { value: 'direct', label: 'Direct: the account sells' },
      { value: 'destination', label: 'Destination: one account is paid' },
      { value: 'separate', label: 'Separate: several are paid' },
    ],
  }),
  captureMethod: choice({
    title: 'Capture',
    help: 'By hand means: authorise now, take the money within seven days.',
    parameter: 'capture_method',
    initial: 'automatic_async',
    choices: [
      { value: 'automatic_async', label: 'At once' },
      { value: 'automatic', label: 'At once, and wait for it' },
      { value: 'manual', label: 'By hand' },
    ],
  }),
  setupFutureUsage: optionalChoice({
    title: 'Save the method',
    help: 'Tells the bank that the card will be used again.',
    parameter: 'setup_future_usage',
    choices: [
      { value: 'off_session', label: 'Also without the customer' },
      { value: 'on_session', label: 'With the customer present' },
    ],
  }),
  offSession: toggle({
    title: 'Customer not present',
    help: 'Charges a saved method; confirmed by your server.',
    parameter: 'off_session',
    initial: false,
  }),
  transferData: rows({
    title: 'Destination',
    help: 'One row: the account that is paid, and how much where no application fee is taken.',
    parameter: 'transfer_data',
    row: {
      destination: blockField({
        title: 'Account',
        help: 'The provider that gets it.',
        parameter: 'destination',
        kinds: ['connected-account'],
      }),
      amount: optionalAmount({
        title: 'Amount',
        help: 'All of the payment when empty.',
        parameter: 'amount',
        min: 1,
      }),
    },
  }),
  applicationFeeAmount: optionalAmount({
    title: 'Application fee',
    help: 'What the platform keeps of a direct or destination charge.',
    parameter: 'application_fee_amount',
    min: 0,
  }),
  onBehalfOf: blockField({
    title: 'On behalf of',
    help: 'Makes this account the settlement merchant, named on the statement.',
    parameter: 'on_behalf_of',
    kinds: ['connected-account'],
    advanced: true,
  }),
  confirm: toggle({
    title: 'Confirm at once',
    help: 'By your server, with a method that is known; else the customer confirms.',
    parameter: 'confirm',
    initial: false,
    advanced: true,
  }),
  transferGroup: text({
    title: 'Group',
    help: 'A label for transfers that belong together; it delays nothing.',
    parameter: 'transfer_group',
    maxLength: 255,
    advanced: true,
  }),
  allowedPaymentMethodTypes: allowedMethodsField,
  excludedPaymentMethodTypes: textList({
    title: 'Excluded methods',
    help: 'Instead of allowed ones.',
    parameter: 'excluded_payment_method_types',
    advanced: true,
  }),
  automaticPaymentMethods: toggle({
    title: 'Automatic methods',
    help: 'Says what is the default anyway; not together with a list.',
    parameter: 'automatic_payment_methods.enabled',
    initial: false,
    advanced: true,
  }),
  paymentMethodConfiguration: text({
    title: 'Method configuration',
    help: 'Id of a configuration in the Dashboard: pmc_….',
    parameter: 'payment_method_configuration',
    maxLength: 60,
    advanced: true,
  }),
  statementDescriptorSuffix: text({
    title: 'Statement suffix',
    help: 'Added to the name on the card statement; 22 characters together.',
    parameter: 'statement_descriptor_suffix',
    advanced: true,
  }),
  statementDescriptor: text({
    title: 'Statement text',
    help: 'Not for cards: those take the suffix.',
    parameter: 'statement_descriptor',
    advanced: true,
  }),
  receiptEmail: text({
    title: 'Receipt to',
    help: 'A mail address for the receipt.',
    parameter: 'receipt_email',
    maxLength: LIMITS.email,
    advanced: true,
  }),
  returnUrl: text({
    title: 'Return address',
    help: 'Where redirects come back to; only together with confirm.',
    parameter: 'return_url',
    advanced: true,
  }),
  errorOnRequiresAction: toggle({
    title: 'Fail when asked to authenticate',
    help: 'Only together with confirm.',
    parameter: 'error_on_requires_action',
    initial: false,
    advanced: true,
  }),
  automaticTax: toggle({
    title: 'Automatic tax',
    help: 'Payment intents have none: work it out with a tax calculation first.',
    initial: false,
    advanced: true,
  }),
  paymentMethodTypes: legacyMethodTypesField,
}
