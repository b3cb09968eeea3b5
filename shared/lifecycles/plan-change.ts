import * as z from 'zod/mini'
import { isMetered } from '#shared/flow/arrears.ts'
import type { PaidLine } from '#shared/flow/arrival.ts'
import type { FlowIndex } from '#shared/flow/block-definition.ts'
import type { Block } from '#shared/flow/graph.ts'
import { blockId } from '#shared/flow/ids.ts'
import { expectedLines, quantityOf } from '#shared/flow/invoice-lines.ts'
import type { Param } from '#shared/flow/parameters.ts'
import { refsOfPayment } from '#shared/flow/payment.ts'
import { rowsOf, textOf } from '#shared/flow/read-props.ts'
import { FIRST_PAYMENT } from '#shared/flow/turn.ts'
import { proportion } from '#shared/money/round.ts'
import { renewalRefusal } from './decline.ts'
import { subscriptionRef } from './find-payment.ts'
import { defineLifecycle, type Happening } from './lifecycle.ts'
import { offer } from './offer.ts'

const props = z.strictObject({
  price: z.string(),
  /** New quantity; 0 drops the service. */
  quantity: z.number().check(z.int(), z.gte(0)),
  /** Days after the payment of the month on which it is changed. */
  days: z.optional(z.number().check(z.int(), z.gte(1), z.lte(27))),
})
type Props = z.infer<typeof props>

const DAY = 86_400
const USUAL_DAYS = 15

const pricesOf = (block: Block, flow: FlowIndex): readonly Block[] => refsOfPayment(block, 'price', flow)

const quantitiesOf = (block: Block) =>
  rowsOf(block, 'items').map(({ price, quantity }) => ({
    price: typeof price === 'string' ? blockId(price) : undefined,
    quantity: typeof quantity === 'number' ? quantity : 1,
  }))

/** What a price bills in full for a quantity; null when that cannot be known. */
const lineOf = (price: Block, quantity: number, flow: FlowIndex): PaidLine | null =>
  expectedLines(flow, [price], { quantities: [{ price: price.id, quantity }], turn: FIRST_PAYMENT })
    ?.lines[0] ?? null

/** Credits what is left of the period in the old quantity, and charges it in the new one. */
const prorations = (
  { block, props }: Happening<Props>,
  flow: FlowIndex,
  { start, end }: { start: number; end: number },
): readonly PaidLine[] => {
  const price = flow.block(blockId(props.price))
  if (!price) return []
  const left = end - (start + (props.days ?? USUAL_DAYS) * DAY)
  const part = (quantity: number, sign: 1 | -1): readonly PaidLine[] => {
    const line = quantity === 0 ? null : lineOf(price, quantity, flow)
    return line ? [{ ...line, amount: sign * proportion(line.amount, left, end - start) }] : []
  }
  return [...part(quantityOf(quantitiesOf(block), price.id), -1), ...part(props.quantity, 1)]
}

const refusalOf = ({ block, month, props }: Happening<Props>, flow: FlowIndex): string | null => {
  const price = pricesOf(block, flow).find(one => one.id === props.price)
  if (!price) return `“${block.label}” bills no price “${props.price}”.`
  if (textOf(price, 'interval') !== 'month' || price.props['intervalCount'] !== 1)
    return `“${price.label}” is not billed every month.`
  if (isMetered(price)) return `“${price.label}” bills what was used: it has no quantity.`
  if (textOf(block, 'prorationBehavior') === 'always_invoice')
    return 'A change that is invoiced at once cannot be played yet: choose to prorate on the next invoice.'
  return renewalRefusal(block, month + 1, flow)
}

/** The customer takes more or less of a service in mid-cycle: the difference stands on the next invoice. */
export const planChange = defineLifecycle<Props>({
  kind: 'plan-change',
  title: 'Plan change',
  on: ['subscription'],
  props,
  refusal: refusalOf,
  offers(block, flow) {
    const price = pricesOf(block, flow).at(-1)
    if (!price) return []
    const change = (quantity: number) => ({
      kind: 'plan-change',
      block: block.id,
      month: 1,
      props: { price: price.id, quantity },
    })
    const more = offer('plan-more', `“${price.label}” doubled in mid-cycle`, [change(2)])
    const less = offer('plan-less', `“${price.label}” dropped in mid-cycle`, [change(0)])
    const twoMonths = ({ id, scenario }: typeof more) => ({ id, scenario: { ...scenario, months: 2 } })
    return pricesOf(block, flow).length > 1 ? [twoMonths(more), twoMonths(less)] : [twoMonths(more)]
  },
  prepare(happening, ahead) {
    const { block, props } = happening
    if (textOf(block, 'prorationBehavior') !== 'none')
      ahead.carry(block.id, prorations(happening, ahead.flow, ahead.period))
    const others = quantitiesOf(block).filter(({ price }) => price !== props.price)
    ahead.change(block.id, { items: [...others, { price: props.price, quantity: props.quantity }] })
  },
  compile(happening, calls) {
    const { block, month, props } = happening
    const subscription = subscriptionRef(block, calls)
    const index = pricesOf(block, calls.flow).findIndex(price => price.id === props.price)
    if (!subscription || index < 0) return
    const days = props.days ?? USUAL_DAYS
    const item: Param = { ...subscription, path: `items.data.${index}.id` }
    const behaviour = textOf(block, 'prorationBehavior') || 'create_prorations'
    calls.after(days).call(
      'subscriptions.update',
      {
        items: [props.quantity === 0 ? { id: item, deleted: true } : { id: item, quantity: props.quantity }],
        proration_behavior: behaviour,
        ...(behaviour === 'none' ? {} : { proration_date: calls.startOf(month) + days * DAY }),
      },
      { name: 'change', target: subscription, title: `Change “${block.label}” in mid-cycle` },
    )
  },
})
