import { expect, it } from 'vitest'
import type { ForecastAnswer } from '#shared/api/forecast.ts'
import { forecastCsv, forecastText } from './forecast-text.ts'

const entry = {
  from: 'customer:cus',
  to: 'balance:platform',
  money: { amount: 16300, currency: 'usd' },
  memo: 'Payment, month 1',
  day: 0,
  month: 1,
  block: 'sub',
}
const forecast: ForecastAnswer = {
  scenario: { title: 'A "good" year', months: 1, seed: 1, volumes: {}, incidents: [] },
  entries: [entry],
  billed: [{ ...entry, money: { amount: 200, currency: 'usd' }, memo: '=1+1', to: 'fees:stripe' }],
  owed: [{ ...entry, money: { amount: 100, currency: 'usd' }, memo: 'Tax', to: 'tax:vat' }],
  waiting: [
    { ...entry, from: 'balance:platform', to: 'balance:A', memo: 'Share', day: 40, month: 2, paidIn: 1 },
  ],
  balances: { 'balance:platform': { usd: 16300, eur: 5 }, 'customer:cus': { usd: -16300 } },
  fees: { usd: 503 },
  margin: {},
}

it('shows the ledger, balances by name, fees and what is left', () => {
  expect(forecastText(forecast, account => account.toUpperCase())).toEqual([
    'A "good" year, 1 month',
    '',
    'Month  Day  From          To                 Amount  For',
    '    1    0  CUSTOMER:CUS  BALANCE:PLATFORM  $163.00  Payment, month 1',
    '',
    'Billed by Stripe apart from the payments',
    'Month  Day  From          To           Amount  For',
    '    1    0  CUSTOMER:CUS  FEES:STRIPE   $2.00  =1+1',
    '',
    'Tax that is owed',
    'Month  Day  From          To       Amount  For',
    '    1    0  CUSTOMER:CUS  TAX:VAT   $1.00  Tax',
    '',
    'Waits beyond the last month, and lies with the platform',
    'Month  Day  From              To          Amount  For',
    '    2   40  BALANCE:PLATFORM  BALANCE:A  $163.00  Share',
    '',
    'Balances at the end',
    '  BALANCE:PLATFORM  $163.00 + €0.05',
    '  CUSTOMER:CUS             −$163.00',
    '',
    "Stripe's fees: $5.03",
    'Left to the platform: nothing',
  ])
})

it('writes CSV that a spreadsheet opens and does not run', () => {
  expect(forecastCsv(forecast).split('\r\n')).toEqual([
    'month,day,block,from,to,amount,currency,memo,billed_apart',
    '1,0,sub,customer:cus,balance:platform,163.00,usd,"Payment, month 1",no',
    "1,0,sub,customer:cus,fees:stripe,2.00,usd,'=1+1,yes",
    '1,0,sub,customer:cus,tax:vat,1.00,usd,Tax,tax',
    '2,40,sub,balance:platform,balance:A,163.00,usd,Share,waits',
  ])
})
