import type { World } from '../core/world.ts'

/** Where the customer authenticates: a page to be sent to when there is one to come back to, else Stripe.js. */
export function nextActionFor(world: World, id: string, returnUrl: string | undefined) {
  if (returnUrl === undefined)
    return { type: 'use_stripe_sdk', use_stripe_sdk: { type: 'three_d_secure_redirect' } } as const
  const url = `${world.shared.base}/authenticate/${id}`
  return { type: 'redirect_to_url', redirect_to_url: { return_url: returnUrl, url } } as const
}
