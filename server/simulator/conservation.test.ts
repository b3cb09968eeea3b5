import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Engine } from './core/engine.ts'
import { billingMoves, type Drawn, pickOf } from './testing/billing-moves.ts'
import { books } from './testing/books.ts'
import { payoutMoves } from './testing/payout-moves.ts'
import { riskMoves } from './testing/risk-moves.ts'
import { type Fault, idOf, isJson, type Json, number, T0, type Talk, talk } from './testing/talk.ts'

/** Random sequences of calls: no money appears or vanishes, and a journal brings back the very same state. */
const cards = [
  'visa',
  'bypassPending',
  'gb',
  'createDispute',
  'createDisputeInquiry',
  'chargeDeclined',
  'authenticationRequired',
  'pendingRefund',
  'refundFail',
  'riskLevelElevated',
  'createMultipleDisputes',
]
const FAULTS: readonly Fault[] = ['500-after', 'drop-after']

const MOVES: Readonly<Record<string, (client: Talk, drawn: Drawn) => Json | void>> = {
  pay: (client, { amount, card }) =>
    client.call('POST', '/v1/payment_intents', {
      amount: amount + 50,
      currency: 'usd',
      payment_method: `pm_card_${card}`,
      confirm: true,
    }),
  hold: (client, { amount, pick }) => {
    const intent = client.call('POST', '/v1/payment_intents', {
      amount: amount + 50,
      currency: 'usd',
      payment_method: 'pm_card_visa',
      confirm: true,
      capture_method: 'manual',
    })
    return client.call(
      'POST',
      `/v1/payment_intents/${idOf(intent)}/${pick % 2 ? 'capture' : 'cancel'}`,
      pick % 4 === 1 ? { amount_to_capture: amount } : {},
    )
  },
  raise: (client, { amount }) => {
    const intent = client.call('POST', '/v1/payment_intents', {
      amount: amount + 50,
      currency: 'usd',
      payment_method: 'pm_card_visa',
      confirm: true,
      capture_method: 'manual',
      'payment_method_options[card][request_incremental_authorization]': 'if_available',
    })
    const url = `/v1/payment_intents/${idOf(intent)}`
    client.call('POST', `${url}/increment_authorization`, { amount: amount + 60 })
    return client.call('POST', `${url}/capture`)
  },
  charge: (client, { amount, card, pick }) => {
    const charge = client.call('POST', '/v1/charges', {
      amount: amount + 50,
      currency: 'usd',
      source: `tok_${card}`,
      capture: pick % 2 === 0,
    })
    return pick % 4 === 1 ? client.call('POST', `/v1/charges/${idOf(charge)}/capture`) : charge
  },
  unrefund: (client, chosen) => {
    const intent = client.call('POST', '/v1/payment_intents', {
      amount: chosen.amount + 50,
      currency: 'usd',
      payment_method: 'pm_card_pendingRefund',
      confirm: true,
    })
    const made = client.call('POST', '/v1/refunds', { payment_intent: idOf(intent) })
    const refund = idOf(chosen.pick % 5 ? made : pickOf(client, '/v1/refunds', chosen))
    client.call('POST', `/_sim/refunds/${refund}/require_action`)
    return chosen.pick % 2
      ? client.call('POST', `/v1/refunds/${refund}/cancel`)
      : client.call('POST', `/v1/test_helpers/refunds/${refund}/expire`)
  },
  refund: (client, chosen) =>
    client.call('POST', '/v1/refunds', {
      charge: pickOf(client, '/v1/charges', chosen)?.['id'],
      ...(chosen.pick % 3 ? { amount: chosen.amount } : {}),
    }),
  send: (client, chosen) =>
    client.call('POST', '/v1/transfers', {
      amount: chosen.amount,
      currency: 'usd',
      destination: pickOf(client, '/v1/accounts', chosen)?.['id'],
    }),
  tie: (client, chosen) =>
    client.call('POST', '/v1/transfers', {
      amount: chosen.amount,
      currency: 'usd',
      destination: pickOf(client, '/v1/accounts', chosen)?.['id'],
      source_transaction: pickOf(client, '/v1/charges', chosen)?.['id'],
    }),
  reverse: (client, chosen) =>
    client.call(
      'POST',
      `/v1/transfers/${idOf(pickOf(client, '/v1/transfers', chosen))}/reversals`,
      chosen.pick % 2 ? {} : { amount: chosen.amount },
    ),
  subscribe: (client, { amount, card }) => {
    const clock = client.call('POST', '/v1/test_helpers/test_clocks', { frozen_time: T0 / 1000 })['id']
    const customer = client.call('POST', '/v1/customers', {
      test_clock: clock,
      payment_method: 'pm_card_visa',
      'invoice_settings[default_payment_method]': 'pm_card_visa',
    })['id']
    const price = client.call('POST', '/v1/prices', {
      currency: 'usd',
      unit_amount: amount,
      'recurring[interval]': 'month',
      'product_data[name]': 'Box',
    })['id']
    const made = client.call('POST', '/v1/subscriptions', { customer, 'items[0][price]': price })
    if (card === 'createDispute' || card === 'chargeDeclined')
      client.call('POST', `/v1/subscriptions/${idOf(made)}`, {
        default_payment_method: 'pm_card_createDispute',
      })
    return made
  },
  advance: (client, chosen) => {
    const clock = pickOf(client, '/v1/test_helpers/test_clocks', chosen)
    client.call('POST', `/v1/test_helpers/test_clocks/${idOf(clock)}/advance`, {
      frozen_time: number(clock?.['frozen_time']) + 40 * 86_400,
    })
    client.settle()
  },
  wait: (client, { pick }) => {
    client.wait((pick % 4) * 86_400)
    client.settle()
  },
  fee: (client, chosen) =>
    client.call('POST', '/v1/payment_intents', {
      amount: chosen.amount + 50,
      currency: 'usd',
      payment_method: `pm_card_${chosen.card}`,
      confirm: true,
      application_fee_amount: chosen.pick % (chosen.amount + 50),
      'transfer_data[destination]': pickOf(client, '/v1/accounts', chosen)?.['id'],
    }),
  unfee: (client, chosen) =>
    chosen.pick % 2
      ? client.call(
          'POST',
          `/v1/application_fees/${idOf(pickOf(client, '/v1/application_fees', chosen))}/refunds`,
          chosen.pick % 4 === 1 ? { amount: chosen.amount } : {},
        )
      : client.call('POST', '/v1/refunds', {
          charge: pickOf(client, '/v1/charges', chosen)?.['id'],
          reverse_transfer: true,
          refund_application_fee: true,
        }),
  topup: (client, { amount }) => client.call('POST', '/v1/topups', { amount, currency: 'usd' }),
  debit: (client, { amount, pick }) =>
    client.call('POST', '/v1/payment_intents', {
      amount: amount + 50,
      currency: 'usd',
      payment_method: pick % 3 ? 'pm_usBankAccount_success' : 'pm_usBankAccount_accountClosed',
      confirm: true,
    }),
  ...billingMoves,
  ...payoutMoves,
  ...riskMoves,
  note: (client, chosen) =>
    client.call('POST', '/v1/credit_notes', {
      invoice: pickOf(client, '/v1/invoices', chosen)?.['id'],
      amount: chosen.amount,
      refund_amount: chosen.amount,
    }),
}

const move = fc.record({
  /** Payments and transfers are what all others live on: they come more often. */
  kind: fc.constantFrom('pay', 'send', ...Object.keys(MOVES)),
  /** Now and then a request is done and its answer lost: it must count all the same, and once. */
  fault: fc.nat(9).map((drawn): Fault | undefined => FAULTS[drawn]),
  pick: fc.nat(1000),
  amount: fc.integer({ min: 1, max: 30_000 }),
  card: fc.constantFrom(...cards),
})
type Move = typeof move extends fc.Arbitrary<infer T> ? T : never

const scenario = fc.record({
  seed: fc.nat(1_000_000),
  moves: fc.array(move, { minLength: 5, maxLength: 25 }),
})

function play({ seed, moves }: { readonly seed: number; readonly moves: readonly Move[] }) {
  const client = talk(seed)
  client.call('POST', '/v1/accounts')
  client.call('POST', '/v1/accounts')
  const done: string[] = []
  for (const chosen of moves) {
    if (chosen.fault !== undefined) client.spoilNext(chosen.fault)
    const answer = MOVES[chosen.kind]?.(client, chosen)
    const error = answer?.['error']
    if (isJson(error) && error['type'] === 'api_error')
      expect(error['message']).toContain('a fault of the simulator')
    if (error === undefined) done.push(chosen.kind)
  }
  return { client, done }
}

it('neither makes nor loses a cent', () => {
  const worked = new Set<string>()
  fc.assert(
    fc.property(scenario, played => {
      const { client, done } = play(played)
      for (const kind of done) worked.add(kind)
      const { inside, outside, fees } = books(client)
      expect(inside).toBe(outside - fees)
    }),
    { seed: 20_261_123, numRuns: 60 },
  )
  expect(Object.keys(MOVES).filter(kind => !worked.has(kind))).toEqual([])
}, 60_000)

it('comes back the same from its journal', () => {
  fc.assert(
    fc.property(scenario, played => {
      const { client } = play(played)
      const again = new Engine({
        seed: played.seed,
        journal: null,
        report: error => {
          throw error
        },
      })
      again.replay(client.entries)
      expect(again.dump()).toEqual(client.engine.dump())
    }),
    { seed: 20_261_124, numRuns: 12 },
  )
}, 60_000)
