import { totalOf } from './arrival.ts'
import type { CompileContext } from './block-definition.ts'
import { derivedChargeType } from './charge-type.ts'
import type { Block } from './graph.ts'
import { linesOfPayment } from './invoice-lines.ts'
import type { Param } from './parameters.ts'
import { applicationFeeOf, destinationOf } from './payment.ts'
import { said } from './said.ts'
import { accountParam } from './subscription-params.ts'

/** Amount of a payment's first bill, minor units; 0 when it cannot be known. */
export const firstAmount = (payment: Block, { flow }: CompileContext): number =>
  totalOf(linesOfPayment(flow, payment, 1)?.lines ?? [])

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
