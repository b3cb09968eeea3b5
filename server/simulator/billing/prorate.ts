import type { ApiObjects } from '../core/stripe-types.ts'
import type { World } from '../core/world.ts'
import { couponBehind } from '../resources/coupon-currencies.ts'
import { chargedPrice } from '../resources/currency-options.ts'
import { applies } from './discounts.ts'
import { amountFor } from './lines.ts'
import { type Off, offSum, pendItem } from './pending.ts'
import { intervalOf, partOf, periodOf } from './periods.ts'
import { isMetered } from './usage.ts'

type Subscription = ApiObjects['subscription']
type Item = ApiObjects['subscription_item']

type Proration = { readonly item: Item; readonly sign: 1 | -1; readonly at: number }

/** What was, or would be, billed for a time after discounts, and what these took off. */
type Billed = { readonly amount: number; readonly off: Off; readonly start: number; readonly end: number }

/** Credits (−1) or charges (+1) what is left of an item's period, as an item of the next invoice. */
export function prorate(world: World, subscription: Subscription, { item, sign, at }: Proration): void {
  const { price, current_period_end: end, quantity = 1 } = item
  if (isMetered(item) || end <= at) return
  const whole =
    sign < 0 ? debited(world, subscription, { item, at }) : priced(world, subscription, { item, at })
  const part = (amount: number) => sign * partOf(amount, end - at, whole.end - whole.start)
  const net = part(whole.amount)
  if (net === 0) return
  const off = isItemized(subscription)
    ? whole.off.map(({ amount, discount }) => ({ amount: part(amount), discount }))
    : []
  const product = world.find('product', price.product)?.name ?? price.product
  const date = new Date(at * 1000).toISOString().slice(0, 10)
  pendItem(world, {
    customer: subscription.customer,
    clock: subscription.test_clock,
    subscription: subscription.id,
    subscriptionItem: item.id,
    price,
    quantity,
    amount: net + offSum(off),
    off,
    description: `${sign < 0 ? 'Unused time on' : 'Remaining time on'} ${quantity} × ${product} after ${date}`,
    period: { start: at, end },
    proration: true,
    taxRates: item.tax_rates ?? [],
  })
}

/** Whether prorations show what discounts took off apart from their amounts. */
const isItemized = ({ billing_mode: mode }: Subscription): boolean =>
  mode.flexible?.proration_discounts === 'itemized'

type At = { readonly item: Item; readonly at: number }

/** What an item costs for a whole period, percent discounts taken off. */
function priced(world: World, subscription: Subscription, { item, at }: At): Billed {
  const { quantity = 1 } = item
  const price = chargedPrice(world, subscription.id, item.price)
  let amount = amountFor(price, quantity)
  const off: { readonly amount: number; readonly discount: string }[] = []
  for (const discount of [...item.discounts, ...subscription.discounts].filter(id =>
    applies(world, id, at),
  )) {
    const coupon = couponBehind(world, discount, price.currency)
    const products = coupon?.applies_to?.products
    if (coupon === undefined || products?.includes(price.product) === false) continue
    const left = partOf(amount, Math.round((100 - (coupon.percent_off ?? 0)) * 100), 10_000)
    if (left < amount) off.push({ amount: amount - left, discount })
    amount = left
  }
  return { amount, off, ...periodOf(subscription.billing_cycle_anchor, intervalOf(price), at) }
}

/** What was last billed for the time in which an item is given back; in the classic mode, what it costs now. */
function debited(world: World, subscription: Subscription, { item, at }: At): Billed {
  const { current_period_start: start, current_period_end: end } = item
  if (subscription.billing_mode.type === 'classic')
    return {
      amount: amountFor(chargedPrice(world, subscription.id, item.price), item.quantity ?? 1),
      off: [],
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
      off: [],
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
    .map(({ id, amount, net_amount: net = amount, period }) => ({
      amount: net,
      off: world.find('hidden.item_discounts', id)?.amounts ?? [],
      ...period,
    }))
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
      amount: line.amount - offSum(line.discount_amounts ?? []),
      off: line.discount_amounts ?? [],
      ...line.period,
    }))
}

/** An item's period may have begun as many invoices ago as shorter items have been billed since: a year of weeks. */
const INVOICES = 53
