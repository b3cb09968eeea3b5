import type { ApiObjects } from '../core/stripe-types.ts'
import type { World } from '../core/world.ts'
import { priceIn } from '../resources/currency-options.ts'
import { amountFor } from './lines.ts'
import { isMetered } from './usage.ts'

type Bought = Pick<ApiObjects['subscription_item'], 'price' | 'quantity'>

/** What items cost for a period, metered ones nothing yet. */
export const boughtIn = (world: World, items: readonly Bought[], currency: string) => ({
  subtotal: items
    .filter(item => !isMetered(item))
    .reduce(
      (sum, { price, quantity }) =>
        sum + amountFor(priceIn(world, price, { currency, param: 'currency' }), quantity ?? 1),
      0,
    ),
  currency,
})
