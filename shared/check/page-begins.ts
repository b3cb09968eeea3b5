import { BLOCKS } from '#shared/blocks/index.ts'
import { paidBy } from '#shared/flow/payment.ts'
import type { NOT_BY_CHECKOUT, NOT_BY_LINK } from '#shared/flow/subscription-data.ts'
import type { Finding } from './diagnostic.ts'
import { clearProps } from './fixes.ts'
import { found } from './found.ts'
import { type BlockOf, isKind } from './kinds.ts'
import { atField, atPort } from './locations.ts'
import type { GraphView } from './rule.ts'
import { counted, quoted } from './words.ts'

type Page = BlockOf<'checkout-session' | 'payment-link'>
type Lost = (typeof NOT_BY_LINK | typeof NOT_BY_CHECKOUT)[number]

const { fields } = BLOCKS.subscription

const said = (plan: BlockOf<'subscription'>, name: Lost): string | null => {
  const value = plan.props[name]
  if (JSON.stringify(value) === JSON.stringify(fields[name].initial)) return null
  if (typeof value === 'string') return fields[name].control === 'date' ? value.slice(0, 10) : value
  return Array.isArray(value) ? counted(value.length, 'row') : JSON.stringify(value)
}

/**
 * What a page cannot do for what it begins: what of a subscription it has no parameter for, and schedules, which only
 * a call of their own makes.
 */
export function* lostByPage(page: Page, flow: GraphView, names: readonly Lost[]): Iterable<Finding> {
  const sold = paidBy(page, flow)
  if (isKind(sold, 'subscription-schedule'))
    yield found(
      atPort(page.id, 'money-out'),
      `${quoted(page)} begins a subscription, which no schedule of its own can be, found ${quoted(sold)}`,
    )
  if (!isKind(sold, 'subscription')) return
  for (const name of names) {
    const value = said(sold, name)
    if (value === null) continue
    const { title } = fields[name]
    yield found(
      atField(sold.id, name),
      `${quoted(page)} begins ${quoted(sold)} and has no parameter for its “${title}”, found ${value}`,
      [clearProps(`Clear “${title}”`, sold, name)],
    )
  }
}
