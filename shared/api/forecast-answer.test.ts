import { expect, it } from 'vitest'
import { blockId, connectionId } from '#shared/flow/ids.ts'
import type { Forecast } from '#shared/forecast/ledger.ts'
import { forecastResultSchema } from './forecast.ts'
import { forecastAnswer } from './forecast-answer.ts'

const entry = { memo: 'x', day: 0, month: 1, block: blockId('sub') }
const forecast: Forecast = {
  scenario: { title: 'One', months: 1, seed: 1, volumes: {}, incidents: [] },
  entries: [
    { ...entry, from: 'customer:cus', to: 'balance:platform', money: { amount: 16300, currency: 'usd' } },
    { ...entry, from: 'balance:platform', to: 'fees:stripe', money: { amount: 503, currency: 'usd' } },
  ],
  billed: [
    { ...entry, from: 'balance:platform', to: 'fees:stripe', money: { amount: 200, currency: 'usd' } },
  ],
  owed: [{ ...entry, from: 'bank:platform', to: 'tax:vat', money: { amount: 600, currency: 'usd' } }],
  waiting: [
    {
      ...entry,
      from: 'balance:platform',
      to: 'balance:A',
      money: { amount: 4410, currency: 'usd' },
      day: 40,
      month: 2,
      paidIn: 1,
    },
  ],
  flows: [{ connection: connectionId('c1'), month: 1, money: { amount: 16300, currency: 'usd' } }],
}

it('is what the schema says, with balances, fees and margin', () => {
  const answer = forecastAnswer(forecast)
  expect(forecastResultSchema.parse(answer)).toEqual(answer)
  expect(answer).toMatchObject({
    balances: {
      'customer:cus': { usd: -16300 },
      'balance:platform': { usd: 15797 },
      'fees:stripe': { usd: 503 },
    },
    fees: { usd: 503 },
    margin: { usd: 14997 - 4410 },
  })
})
