import { type Change, single } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { destinationAccounts, onBehalfOf } from '#shared/check/money-path.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

const TWO: Change = {
  blocks: { A: ['connected-account', { role: 'both' }], B: ['connected-account', { role: 'both' }] },
}
/** Settlement merchant and destination are one account. */
export const oboDiffersFromDestination = blockRule({
  id: 'connect/obo-differs-from-destination',
  severity: 'error',
  needs: 'graph',
  on: ['subscription', 'subscription-schedule', 'invoice', 'payment-intent'],
  docs: {
    title: 'Settlement merchant and destination are one account',
    why: 'For card payments the API wants settlement merchant and destination to be the same account.',
    source: 'practice (stripe-dotnet issue 1709 quotes the error)',
  },
  valid: [
    {
      name: 'the same',
      graph: single({ ...TWO, set: { plan: { onBehalfOf: 'A', transferData: [{ destination: 'A' }] } } }),
    },
  ],
  invalid: [
    {
      name: 'another',
      graph: single({ ...TWO, set: { plan: { onBehalfOf: 'B', transferData: [{ destination: 'A' }] } } }),
      reports: [
        {
          message: '“plan” sends its payment to “A” and settles on behalf of another account, found “B”',
          location: atField('plan', 'onBehalfOf'),
        },
      ],
    },
  ],
  *check(payment, flow) {
    const account = onBehalfOf(flow, payment)
    const [destination] = destinationAccounts(flow, payment)
    if (!account || !destination || account.id === destination.id) return
    yield found(
      atField(payment.id, 'onBehalfOf'),
      `${quoted(payment)} sends its payment to ${quoted(destination)} and settles on behalf of another account, found ${quoted(account)}`,
      [setProps(`Settle on behalf of ${quoted(destination)}`, payment, { onBehalfOf: destination.id })],
    )
  },
})
