import { shop } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import type { BlockOf } from '#shared/check/kinds.ts'
import { atField } from '#shared/check/locations.ts'
import { sources } from '#shared/check/look.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'
import { CURRENCIES } from '#shared/facts/currencies.ts'
import { currencyOfPrice } from '#shared/flow/invoice-lines.ts'
import { formatMoney } from '#shared/money/format.ts'

/** Below so many times the minimum charge, an open link is of use to those who test stolen cards. */
const TIMES = 10
/** The least that a price lets somebody pay, and the props that raise it. */
const leastOf = ({ props }: BlockOf<'price'>, raise: number) => {
  const [row] = props.customUnitAmount
  return row
    ? {
        field: 'customUnitAmount',
        least: row.minimum,
        raised: { customUnitAmount: [{ ...row, minimum: raise }] },
      }
    : { field: 'unitAmount', least: props.unitAmount, raised: { unitAmount: raise } }
}
const link = (fee: Readonly<Record<string, unknown>>) =>
  shop({
    drop: ['page'],
    blocks: { link: ['payment-link'], fee: ['price', fee] },
    with: ['fee.price -> link.price', 'link.money-out -> pay.money-in'],
  })
/** An open link does not invite card testing. */
export const publicLinkLowAmount = blockRule({
  id: 'risk/public-link-low-amount',
  severity: 'warning',
  needs: 'events',
  on: ['payment-link'],
  docs: {
    title: 'An open link does not invite card testing',
    why: 'Open links with small amounts attract card testing.',
    source: 'practice',
  },
  valid: [{ name: '$18.00', graph: link({ unitAmount: 1800 }) }],
  invalid: [
    {
      name: 'a dollar',
      graph: link({ unitAmount: 100 }),
      reports: [
        {
          message: '“link” is open to everybody and charges little, found $1.00 for “fee”',
          location: atField('fee', 'unitAmount'),
        },
      ],
    },
    {
      name: 'any amount',
      graph: link({ customUnitAmount: [{}] }),
      reports: [
        {
          message: '“link” is open to everybody and charges little, found no minimum for “fee”',
          location: atField('fee', 'customUnitAmount'),
        },
      ],
    },
  ],
  *check(link, flow) {
    const { currency } = flow.platform
    const little = TIMES * (CURRENCIES.get(currency)?.minimumCharge ?? 50)
    for (const price of sources(flow, link, 'price')) {
      const { field, least, raised } = leastOf(price, little)
      const isFree = field === 'unitAmount' && (least ?? 0) === 0
      if (currencyOfPrice(price, flow) !== currency || isFree || (least ?? 0) >= little) continue
      const text = least === undefined ? 'no minimum' : formatMoney({ amount: least, currency })
      yield found(
        atField(price.id, field),
        `${quoted(link)} is open to everybody and charges little, found ${text} for ${quoted(price)}`,
        [setProps(`Raise it to ${formatMoney({ amount: little, currency })}`, price, raised)],
      )
    }
  },
})
