import type { CompileContext } from './block-definition.ts'
import type { Block } from './graph.ts'

/**
 * What stands in for a person in front of a payment page in a run: the test card is attached to the customer and made
 * the default for invoices. Hands on the method (`element`) and what payments have to wait for (`money-out`).
 */
export const attachTestCard = (block: Block, customer: Block | undefined, context: CompileContext): void => {
  const payer = customer && context.given(customer, 'customer')
  if (!payer) return
  const method = context.call('paymentMethods.attach', { customer: payer }, { target: 'pm_card_visa' })
  const saved = context.call(
    'customers.update',
    { invoice_settings: { default_payment_method: method } },
    { target: payer, title: `Make the card the default of “${block.label}”` },
  )
  context.give('element', method)
  context.give('money-out', saved)
}
