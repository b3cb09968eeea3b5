import { type ApiError, invalidRequest } from '../core/errors.ts'

/** Refuses to send away more than an account has available, in Stripe's words. */
export const insufficient = (param?: string): ApiError =>
  invalidRequest(
    'You have insufficient available funds in your Stripe account. Try adding funds directly to your available balance by creating Charges using the 4000000000000077 test card. See: https://docs.stripe.com/testing#available-balance',
    { code: 'balance_insufficient', ...(param === undefined ? {} : { param }) },
  )
