import { DELAYED_METHODS } from '#shared/facts/payment-methods.ts'
import { defineBlock } from '#shared/flow/block-definition.ts'
import { text, textList } from '#shared/flow/fields.ts'
import { refIn, refOut } from '#shared/flow/ports.ts'

/** A card or bank account that a customer has saved. */
export const paymentMethod = defineBlock({
  kind: 'payment-method',
  title: 'Payment method',
  summary: 'A card or bank account that a customer has saved.',
  icon: 'wallet',
  docs: {
    body: 'A saved method belongs to one customer and pays for nobody else. Bank debits and vouchers are delayed: they tell days later whether they were paid, so that goods and transfers wait for the success event. In a run the test card is attached; an integration gets the method from a setup intent or a payment that saves it.',
    source: 'https://docs.stripe.com/payments/payment-methods',
  },
  category: 'payments',
  personas: ['P', 'R'],
  keywords: ['card on file', 'bank debit', 'sepa', 'ach', 'wallet'],
  events: ['payment_method.attached', 'payment_method.updated', 'payment_method.automatically_updated'],
  size: 'compact',
  fields: {
    types: textList({
      title: 'Types',
      help: 'Which methods it may be; delayed ones change what you may do when.',
      initial: ['card'],
      suggestions: ['card', 'link', ...DELAYED_METHODS],
    }),
    testId: text({
      title: 'Test method',
      help: 'What a run attaches: pm_card_visa succeeds, pm_card_visa_chargeDeclined does not.',
      initial: 'pm_card_visa',
      maxLength: 60,
      suggestions: [
        'pm_card_visa',
        'pm_card_bypassPending',
        'pm_card_chargeCustomerFail',
        'pm_card_createDispute',
        'pm_usBankAccount',
      ],
    }),
  },
  ports: [refIn('customer', 'Customer'), refOut('payment-method', 'Payment method')],
  facts(block) {
    const { types } = block.props
    const delayed = types.some(type => DELAYED_METHODS.has(type)) ? ' · delayed' : ''
    return `${types.join(', ').slice(0, 36)}${delayed}`
  },
  compile(block, context) {
    const customer = context.ref('customer')
    if (context.mode === 'attended' || !customer) return
    const { testId } = block.props
    context.give('payment-method', context.call('paymentMethods.attach', { customer }, { target: testId }))
  },
})
