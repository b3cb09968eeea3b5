import { type ErrorBody, invalidRequest } from '../core/errors.ts'
import type { ApiObjects } from '../core/stripe-types.ts'
import type { World } from '../core/world.ts'

type PaymentMethod = ApiObjects['payment_method']
const SPENT = 'payment_method.spent'

/** Notes that a payment method belongs to nobody and was used, or belongs to nobody any more: it is good for nothing more. */
export function spend(world: World, method: string): void {
  if (world.store.linked(SPENT, method).length === 0) world.store.link(SPENT, method, 'spent')
}

const isSpent = (world: World, method: string) => world.store.linked(SPENT, method).length > 0

/** Refuses a payment method that was used up. */
export function checkUnspent(world: World, method: string): void {
  if (isSpent(world, method))
    throw invalidRequest(
      'The provided PaymentMethod was previously used with a PaymentIntent without Customer attachment, shared with a connected account without Customer attachment, or was detached from a Customer. It may not be used again. To use a PaymentMethod multiple times, you must attach it to a Customer first.',
      { param: 'payment_method' },
    )
}

/** Refuses to save a payment method that was used up. */
export function checkAttachable(world: World, method: string): void {
  if (isSpent(world, method))
    throw invalidRequest(
      'This PaymentMethod was previously used without being attached to a Customer or was detached from a Customer, and may not be used again.',
    )
}

/** Refuses the payment method of a customer for the payment of another, or of nobody. */
export function checkOwner(
  { id, customer: owner }: PaymentMethod,
  intent: ApiObjects['payment_intent'],
): void {
  const { customer } = intent
  if (owner === null || owner === customer) return
  const shown: Partial<ErrorBody> = { param: 'payment_method', payment_intent: intent }
  if (customer === null)
    throw invalidRequest(
      `The \`payment_method\` parameter supplied ${id} belongs to the Customer ${owner}. Please include the Customer in the \`customer\` parameter on the PaymentIntent.`,
      { ...shown, code: 'parameter_missing' },
    )
  throw invalidRequest(
    `The PaymentMethod ${id} does not belong to the Customer you supplied ${customer}. Please use this PaymentMethod with the Customer that it belongs to instead.`,
    shown,
  )
}

/** The same for what is saved for later. */
export function checkOwnerToSave(
  { id, customer: owner }: PaymentMethod,
  { customer }: ApiObjects['setup_intent'],
): void {
  if (owner === null || owner === customer) return
  throw invalidRequest(
    `The payment method supplied (${id}) belongs to the Customer ${owner}. Please include the Customer in the \`customer\` parameter on the SetupIntent.`,
    { param: 'payment_method' },
  )
}
