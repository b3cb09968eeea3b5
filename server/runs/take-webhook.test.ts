import { pino } from 'pino'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { ApiEvent, Gateway } from '../stripe/gateway.ts'
import { endpointBook } from './endpoint-book.ts'
import type { Trigger } from './find-triggers.ts'
import { openGate } from './gate.ts'
import { takeWebhook } from './take-webhook.ts'
import { type StoredRun, storeRun } from './test-stored-run.ts'

const RUN = 'run_1'
const PATIENCE = { timeout: 20_000 }
let stored: StoredRun
beforeAll(async () => {
  stored = await storeRun(RUN)
}, 60_000)
afterAll(() => stored.remove())

/** A gateway to which the body of a webhook is the event itself, with the runs that its object names, and “good” a signature. */
const gateway: Gateway = {
  target: 'simulator',
  keyHint: null,
  has: () => true,
  call: () => Promise.reject(new Error('nothing is called')),
  readWebhook: (body, signature) => {
    if (signature !== 'good') return null
    const [id = '', type = '', objectId = '', ...runs] = new TextDecoder().decode(body).split(' ')
    const metadata = runs.map(run => ({ run }))
    const event: ApiEvent = { id, type, objectId, objectType: '', metadata, account: null, created: 0 }
    return event
  },
}

/** A server that hears `evt_1 invoice.paid in_1` and its like, and the reactions that it starts. */
function hearing({ listens = true } = {}) {
  const started: string[] = []
  const endpoints = endpointBook(gateway, 'http://127.0.0.1')
  endpoints.remember(RUN, 'we_1', 'secret')
  if (listens) endpoints.listen(RUN)
  const startReaction = async (_run: string, { reaction, object }: Trigger): Promise<void> => {
    started.push(`${reaction} ${object}`)
  }
  const take = takeWebhook(
    {
      ...stored,
      gateway,
      endpoints,
      gate: openGate(),
      patience: { unreachableMs: 1, callMs: 1, readyMs: 1, firstWaitMs: 1 },
      now: () => new Date(),
    },
    {
      startReaction,
      startRun: async () => {},
      takeOver: async () => {},
      adopt: async () => {},
      forget: async () => {},
    },
    pino({ level: 'silent' }),
  )
  const hear = (text: string, signature = 'good'): boolean =>
    take(RUN, new TextEncoder().encode(text), signature)
  return { hear, started }
}

const toldSince = async (seq: number): Promise<string[]> =>
  (await stored.runs.eventsAfter(RUN, seq)).flatMap(({ event }) =>
    event.type === 'webhook.received' ? [`${event.event} ${event.trigger}`] : [],
  )

/** What a paid invoice sets off at Stripe, in no order. */
const ABOUT_ONE_PAYMENT = [
  'customer.subscription.updated sub_1',
  'charge.succeeded ch_1',
  'payment_intent.succeeded pi_1',
  'invoice.finalized in_1',
  'invoice.payment_succeeded in_1',
  'invoice_payment.paid inpay_1',
  'invoice.updated in_1',
  'customer.subscription.created sub_1',
]

it('the split hangs on invoice.paid alone', async () => {
  const before = await stored.runs.lastEvent(RUN)
  const { hear, started } = hearing()
  for (const [at, text] of ABOUT_ONE_PAYMENT.entries()) expect(hear(`evt_${at} ${text}`)).toBe(true)
  await expect.poll(() => toldSince(before), PATIENCE).toHaveLength(ABOUT_ONE_PAYMENT.length)
  expect(started).toEqual([])

  hear('evt_paid invoice.paid in_1')
  await expect.poll(() => started, PATIENCE).toEqual(['spl in_1'])
})

it('tells an event that comes again once, and leaves to the engine to react once', async () => {
  const before = await stored.runs.lastEvent(RUN)
  const { hear, started } = hearing()
  for (let time = 0; time < 3; time += 1) hear('evt_again invoice.paid in_2')
  await expect.poll(() => started, PATIENCE).toHaveLength(3)
  expect(new Set(started)).toEqual(new Set(['spl in_2']))
  expect(await toldSince(before)).toEqual(['invoice.paid in_2'])
})

it('leaves alone what other runs alone have to do with', async () => {
  const before = await stored.runs.lastEvent(RUN)
  const { hear, started } = hearing()
  expect(hear('evt_others invoice.paid in_6 run_2 run_3')).toBe(true)
  hear(`evt_both invoice.paid in_7 run_2 ${RUN}`)
  await expect.poll(() => started, PATIENCE).toEqual(['spl in_7'])
  expect(await toldSince(before)).toEqual(['invoice.paid in_7'])
})

it('does not take what nobody signed', () => {
  expect(hearing().hear('evt_forged invoice.paid in_3', 'bad')).toBe(false)
})

it('tells what comes before the set-up is done, and starts nothing: the run will find it itself', async () => {
  const before = await stored.runs.lastEvent(RUN)
  const { hear, started } = hearing({ listens: false })
  hear('evt_early invoice.paid in_4')
  await expect.poll(() => toldSince(before), PATIENCE).toEqual(['invoice.paid in_4'])
  expect(started).toEqual([])
})

it('does nothing for a run that is over', async () => {
  await stored.runs.change(RUN, ['running'], { change: { status: 'cancelled' }, events: [] })
  const before = await stored.runs.lastEvent(RUN)
  const { hear, started } = hearing()
  expect(hear('evt_late invoice.paid in_5')).toBe(true)
  await expect(stored.runs.statusOf(RUN)).resolves.toBe('cancelled')
  expect([started, await toldSince(before)]).toEqual([[], []])
})
