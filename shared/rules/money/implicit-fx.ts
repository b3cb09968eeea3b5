import type { Finding } from '#shared/check/diagnostic.ts'
import { bundle, single } from '#shared/check/example-flows.ts'
import { type BlockOf, isKind } from '#shared/check/kinds.ts'
import { atBlock } from '#shared/check/locations.ts'
import { chargeOf, isPayment } from '#shared/check/money-path.ts'
import { blockRule, type PricedFlow } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'
import { feeFact } from '#shared/facts/fees.ts'
import { currencyOfAccount } from '#shared/flow/account-currency.ts'
import { formatMoney } from '#shared/money/format.ts'
import type { Money } from '#shared/money/money.ts'
import { basisPoints } from '#shared/money/round.ts'

/** What Stripe takes for converting an amount, by the fee table. */
const feeText = ({ amount, currency }: Money): string =>
  formatMoney({ amount: basisPoints(amount, feeFact('currency_conversion')?.percentBps ?? 0), currency })
/** Currency of what arrives at a connected account, when it is another than the account's own. */
const converted = (account: BlockOf<'connected-account'>, flow: PricedFlow): Finding | null => {
  const own = currencyOfAccount(account)
  const arriving = flow.amountsInto(account).find(({ currency }) => currency !== own)
  if (own === null || !arriving) return null
  return {
    message: `${quoted(account)} settles in ${own} and gets ${formatMoney(arriving)} converted at a fee of about ${feeText(arriving)}, found ${arriving.currency}`,
    location: atBlock(account.id),
  }
}
/** A conversion is decided, not stumbled into. */
export const implicitFx = blockRule({
  id: 'money/implicit-fx',
  severity: 'warning',
  needs: 'amounts',
  on: ['subscription', 'subscription-schedule', 'invoice', 'payment-intent', 'connected-account'],
  docs: {
    title: 'A conversion is decided, not stumbled into',
    why: 'Stripe converts at its rate and charges a conversion fee.',
    source: 'https://docs.stripe.com/currencies; https://stripe.com/pricing',
  },
  valid: [{ name: 'one currency', graph: bundle() }],
  invalid: [
    {
      name: 'a Brazilian provider',
      graph: bundle({ set: { A: { country: 'BR' } } }),
      reports: [
        {
          message: '“A” settles in brl and gets $44.10 converted at a fee of about $0.44, found usd',
          location: atBlock('A'),
        },
      ],
    },
    {
      name: 'prices in euros on a dollar platform',
      graph: single({ set: { fee: { currency: 'eur' } } }),
      reports: [
        {
          message:
            '“plan” charges €20.00 and the platform settles in usd, converted at a fee of about €0.20, found eur',
          location: atBlock('plan'),
        },
      ],
    },
  ],
  *check(block, flow) {
    const finding = isKind(block, 'connected-account') ? converted(block, flow) : null
    if (finding) yield finding
    if (!isPayment(block) || block.onAccount !== undefined) return
    const charge = chargeOf(flow, block)
    if (charge && charge.currency !== flow.platform.currency)
      yield {
        message: `${quoted(block)} charges ${formatMoney({ amount: charge.gross, currency: charge.currency })} and the platform settles in ${flow.platform.currency}, converted at a fee of about ${feeText({ amount: charge.gross, currency: charge.currency })}, found ${charge.currency}`,
        location: atBlock(block.id),
      }
  },
})
