import type { ApiObjects } from '../core/stripe-types.ts'
import type { World } from '../core/world.ts'
import { couponBehind } from '../resources/coupon-currencies.ts'
import { chargedPrice } from '../resources/currency-options.ts'
import { applies } from './discounts.ts'
import { amountFor } from './lines.ts'
import { pendItem } from './pending.ts'
import { intervalOf, partOf, periodOf } from './periods.ts'

type Subscription = ApiObjects['subscription']
type Item = ApiObjects['subscription_item']

type Proration = { readonly item: Item; readonly sign: 1 | -1; readonly at: number }

/** An amount and the time that it was, or would be, billed for. */
type Billed = { readonly amount: number; readonly start: number; readonly end: number }

/** Credits (−1) or charges (+1) what is left of an item's period, as an item of the next invoice. */
export function prorate(world: World, subscription: Subscription, { item, sign, at }: Proration): void {
  const { price, current_period_end: end, quantity = 1 } = item
  if (price.recurring?.usage_type === 'metered' || end <= at) return
  const whole =
    sign < 0 ? debited(world, subscription, { item, at }) : priced(world, subscription, { item, at })
  const amount = sign * partOf(whole.amount, end - at, whole.end - whole.start)
  if (amount === 0) return
  const product = world.find('product', price.product)?.name ?? price.product
  const date = new Date(at * 1000).toISOString().slice(0, 10)
  pendItem(world, {
    customer: subscription.customer,
    clock: subscription.test_clock,
    subscription: subscription.id,
    subscriptionItem: item.id,
    price,
    quantity,
    amount,
    description: `${sign < 0 ? 'Unused time on' : 'Remaining time on'} ${quantity} × ${product} after ${date}`,
    period: { start: at, end },
    proration: true,
    taxRates: item.tax_rates ?? [],
  })
}

type At = { readonly item: Item; readonly at: number }

/** What an item costs for a whole period, percent discounts taken off. */
function priced(world: World, subscription: Subscription, { item, at }: At): Billed {
  const { quantity = 1 } = item
  const price = chargedPrice(world, subscription.id, item.price)
  const amount = amountFor(price, quantity)
  const off = subscription.discounts
    .filter(id => applies(world, id, at))
    .map(id => couponBehind(world, id, price.currency))
    .filter(coupon => coupon?.applies_to === undefined || coupon.applies_to.products.includes(price.product))
    .map(coupon => coupon?.percent_off ?? 0)
  return {
    amount: off.reduce((rest, percent) => partOf(rest, Math.round((100 - percent) * 100), 10_000), amount),
    ...periodOf(subscription.billing_cycle_anchor, intervalOf(price), at),
  }
}

/** What was last billed for the time in which an item is given back; in the classic mode, what it costs now. */
function debited(world: World, subscription: Subscription, { item, at }: At): Billed {
  const { current_period_start: start, current_period_end: end } = item
  if (subscription.billing_mode.type === 'classic')
    return {
      amount: amountFor(chargedPrice(world, subscription.id, item.price), item.quantity ?? 1),
      start,
      end,
    }
  const debits = [
    ...proratedDebits(world, subscription, item),
    ...invoicedDebits(world, subscription, item),
  ].filter(debit => debit.start <= at && debit.end > at)
  return (
    debits.toSorted((a, b) => b.start - a.start)[0] ?? {
      amount: 0,
      start,
      end,
    }
  )
}

function proratedDebits(world: World, subscription: Subscription, item: Item): readonly Billed[] {
  return world.store
    .linked('customer.invoiceitems', subscription.customer)
    .map(id => world.find('invoiceitem', id))
    .filter(one => one !== undefined)
    .filter(
      one =>
        one.proration &&
        one.amount > 0 &&
        one.parent?.subscription_details?.subscription_item === item.id &&
        (one.invoice === null || world.find('invoice', one.invoice)?.status !== 'void'),
    )
    .map(({ amount, period }) => ({ amount, ...period }))
    .toReversed()
}

function invoicedDebits(world: World, subscription: Subscription, item: Item): readonly Billed[] {
  return world.store
    .linked('subscription.invoices', subscription.id)
    .slice(-INVOICES)
    .map(id => world.find('invoice', id))
    .filter(invoice => invoice !== undefined && invoice.status !== 'void')
    .flatMap(invoice => invoice?.lines.data ?? [])
    .filter(line => line.parent?.subscription_item_details?.subscription_item === item.id)
    .map(line => ({
      amount: line.amount - (line.discount_amounts ?? []).reduce((sum, part) => sum + part.amount, 0),
      ...line.period,
    }))
}

/** An item's period may have begun as many invoices ago as shorter items have been billed since: a year of weeks. */
const INVOICES = 53
