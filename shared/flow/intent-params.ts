import { totalOf } from './arrival.ts'
import type { CompileContext } from './block-definition.ts'
import { derivedChargeType } from './charge-type.ts'
import type { Block } from './graph.ts'
import { linesOfPayment } from './invoice-lines.ts'
import type { Param } from './parameters.ts'
import { allowedMethods, applicationFeeOf, destinationOf } from './payment.ts'
import { textOf, textsOf } from './read-props.ts'
import { filled, said } from './said.ts'
import { accountParam } from './subscription-params.ts'
import { FIRST_PAYMENT } from './turn.ts'

/** Amount of a payment's first bill, minor units; 0 when it cannot be known. */
export const firstAmount = (payment: Block, { flow }: CompileContext): number =>
  totalOf(linesOfPayment(flow, payment, FIRST_PAYMENT)?.lines ?? [])

/** Which methods may pay, in one of three ways; the last is what forms allow. Checkout takes the same. */
export const methodParams = (payment: Block, { flow }: CompileContext): Record<string, Param> => {
  const excluded = textsOf(payment, 'excludedPaymentMethodTypes')
  const others = said({
    excluded_payment_method_types: excluded.length > 0 ? excluded : undefined,
    payment_method_configuration: filled(textOf(payment, 'paymentMethodConfiguration')),
  })
  return Object.keys(others).length > 0
    ? others
    : said({ allowed_payment_method_types: allowedMethods(payment, flow) })
}

/** What a connected Radar block asks of the card's bank beyond what is required. */
export const threeDSecure = (payment: Block, { flow }: CompileContext): Param | undefined => {
  const asked = textOf(flow.into(payment, 'radar')[0], 'request3ds')
  return asked === '' || asked === 'automatic' ? undefined : { card: { request_three_d_secure: asked } }
}

/** What a one-off payment of this amount shares with a connected account: destination and application fee. */
export const intentConnectParams = (payment: Block, context: CompileContext): Record<string, Param> => {
  const type = derivedChargeType(payment, context.flow)
  const terms = destinationOf(payment)
  const destination = terms ? accountParam(terms.account, context) : undefined
  const fee = applicationFeeOf(payment, firstAmount(payment, context), context.flow)
  return said({
    transfer_data: terms && destination ? said({ destination, amount: terms.amount }) : undefined,
    application_fee_amount:
      fee > 0 && (type === 'direct' || (type === 'destination' && terms?.amount === undefined))
        ? fee
        : undefined,
  })
}
