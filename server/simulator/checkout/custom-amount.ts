import { CURRENCIES } from '#shared/facts/currencies.ts'
import { LIMITS } from '#shared/facts/limits.ts'
import { invalidRequest } from '../core/errors.ts'
import type { ApiObjects } from '../core/stripe-types.ts'
import type { World } from '../core/world.ts'
import { shown } from '../money/shown.ts'
import { priceIn } from '../resources/currency-options.ts'

type Session = ApiObjects['checkout.session']
type Price = ApiObjects['price']

/** What a page shows before its customer has chosen: the preset, else nothing yet. */
export const startingAmount = (price: Price): number => price.custom_unit_amount?.preset ?? 0

/** The line of a session or link whose amount its customer names. */
export function customLine(world: World, owner: string): ApiObjects['item'] | undefined {
  return world.store
    .linked('checkout.items', owner)
    .map(id => world.get('item', id))
    .find(({ price }) => price?.custom_unit_amount)
}

/** Takes the amount that a customer names, or the preset, into the session that asks for one. */
export function chooseAmount(world: World, session: Session, named: number | undefined): Session {
  const line = customLine(world, session.id)
  if (line?.price === undefined || line.price === null) {
    if (named === undefined) return session
    throw invalidRequest('This page sells at fixed prices: no amount can be named.', { param: 'amount' })
  }
  const amount = allowed(priceIn(world, line.price, { currency: line.currency, param: 'currency' }), named)
  world.change('item', line.id, { amount_subtotal: amount, amount_total: amount })
  const before = session.amount_subtotal ?? 0
  return world.change('checkout.session', session.id, {
    amount_subtotal: amount,
    amount_total: (session.amount_total ?? 0) - before + amount,
  })
}

function allowed(price: Price, named: number | undefined): number {
  const { minimum, maximum, preset } = price.custom_unit_amount ?? {}
  const least = minimum ?? CURRENCIES.get(price.currency)?.minimumCharge ?? 1
  const most = maximum ?? LIMITS.maximumAmount
  const amount = named ?? preset ?? undefined
  if (amount === undefined) throw invalidRequest('Name an amount.', { param: 'amount' })
  if (amount < least || amount > most)
    throw invalidRequest(
      `The amount must be between ${shown(least, price.currency)} and ${shown(most, price.currency)}.`,
      { param: 'amount' },
    )
  return amount
}
