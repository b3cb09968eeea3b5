import { expect, it, test } from 'vitest'
import { decodeForm } from './core/form.ts'
import { isJson, talk } from './testing/talk.ts'

/** What a request may say, and how it is written down. */
const client = talk(81)

const refusal = (url: string, params: Readonly<Record<string, unknown>>) => {
  const { error } = client.call('POST', url, params)
  return isJson(error) ? [error['code'], error['param']] : error
}

test.for([
  ['a[b][c]=x', { a: { b: { c: 'x' } } }],
  ['a[]=x&a[]=y', { a: { '0': 'x', '1': 'y' } }],
  ['a[0][b]=x&a[0][c]=y&a[1][b]=z', { a: { '0': { b: 'x', c: 'y' }, '1': { b: 'z' } } }],
  ['a%5Bb%5D=x%20y&c=x+y%2B1', { a: { b: 'x y' }, c: 'x y+1' }],
  ['a=&b', { a: '', b: '' }],
  ['a=x&a=y', { a: 'y' }],
  ['a=%E0%A4', { a: '%E0%A4' }],
  ['__proto__[x]=1', { _proto_: { x: '1' } }],
] as const)('reads the form %s', ([text, fields]) => {
  expect(decodeForm(text)).toEqual(fields)
})

test.for([
  ['/v1/customers', { colour: 'red' }, 'parameter_unknown', 'colour'],
  ['/v1/customers', { 'address[planet]': 'x' }, 'parameter_unknown', 'address[planet]'],
  ['/v1/subscriptions', {}, 'parameter_missing', 'customer'],
  [
    '/v1/checkout/sessions',
    { 'line_items[0][quantity]': 0 },
    'parameter_invalid_integer',
    'line_items[0][quantity]',
  ],
  [
    '/v1/checkout/sessions',
    { 'subscription_data[trial_period_days]': 731 },
    'parameter_invalid_integer',
    'subscription_data[trial_period_days]',
  ],
  ['/v1/customers', { balance: 'x' }, 'parameter_invalid_integer', 'balance'],
  ['/v1/customers', { balance: '1.5' }, 'parameter_invalid_integer', 'balance'],
  ['/v1/customers', { balance: '99999999999999999999' }, 'parameter_invalid_integer', 'balance'],
  ['/v1/customers', { tax_exempt: 'maybe' }, undefined, 'tax_exempt'],
  ['/v1/customers', { preferred_locales: 'de' }, undefined, 'preferred_locales'],
  ['/v1/customers', { address: 'here' }, undefined, 'address'],
  ['/v1/products', { name: 'P', active: 'yes' }, undefined, 'active'],
  ['/v1/coupons', { percent_off: 101, duration: 'once' }, undefined, 'percent_off'],
  ['/v1/coupons', { amount_off: -1, currency: 'usd' }, 'parameter_invalid_integer', 'amount_off'],
  ['/v1/coupons', { percent_off: 10, amount_off: 10, currency: 'usd' }, undefined, 'percent_off'],
  ['/v1/coupons', { percent_off: 10, max_redemptions: 0 }, 'parameter_invalid_integer', 'max_redemptions'],
  [
    '/v1/prices',
    { currency: 'usd', unit_amount: 1, unit_amount_decimal: 1, 'product_data[name]': 'P' },
    undefined,
    'unit_amount',
  ],
  [
    '/v1/prices',
    { currency: 'usd', unit_amount: -1, 'product_data[name]': 'P' },
    'parameter_invalid_integer',
    'unit_amount',
  ],
  ['/v1/payment_intents', { amount: 0, currency: 'usd' }, 'parameter_invalid_integer', 'amount'],
  ['/v1/payment_intents', { amount: 100_000_000, currency: 'usd' }, 'amount_too_large', 'amount'],
  [
    '/v1/payment_intents',
    { amount: 1000, currency: 'usd', application_fee_amount: 2000 },
    undefined,
    'application_fee_amount',
  ],
  [
    '/v1/payment_intents',
    { amount: 1000, currency: 'usd', 'payment_method_types[0]': 'card' },
    'payment_method_types_no_longer_supported',
    'payment_method_types',
  ],
  ['/v1/coupons', { amount_off: 100, currency: '' }, 'parameter_invalid_empty', 'currency'],
  ['/v1/products', { name: '' }, 'parameter_invalid_empty', 'name'],
  ['/v1/customers', { constructor: 'x' }, 'parameter_unknown', 'constructor'],
  ['/v1/topups', { amount: 1_000_000_000_000, currency: 'usd' }, 'parameter_invalid_integer', 'amount'],
] as const)('%s refuses %o', ([url, params, code, param]) => {
  expect(refusal(url, params)).toEqual([code, param])
})

it('unsets with an empty value, and keeps metadata within its limits', () => {
  const { id } = client.call('POST', '/v1/customers', {
    name: 'A',
    'address[city]': 'Springfield',
    'metadata[a]': '1',
  })
  const url = `/v1/customers/${String(id)}`
  expect(client.call('POST', url, { name: '', address: '' })).toMatchObject({ name: null, address: null })
  const many = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, key) => [`metadata[k${key}]`, key]))
  expect(client.call('POST', url, many(49))['error']).toBeUndefined()
  expect(refusal(url, { 'metadata[one_too_many]': 1, 'metadata[two]': 2 })).toEqual([undefined, 'metadata'])
  expect(refusal(url, { [`metadata[${'k'.repeat(41)}]`]: 1 })).toEqual([undefined, 'metadata'])
  expect(refusal(url, { 'metadata[a]': 'v'.repeat(501) })).toEqual([undefined, 'metadata[a]'])
  const kept = client.call('POST', url, {
    'metadata[a]': '',
    [`metadata[${'k'.repeat(40)}]`]: 'v'.repeat(500),
  })
  expect(Object.keys(isJson(kept['metadata']) ? kept['metadata'] : {})).toHaveLength(50)
  expect(client.call('POST', url, { metadata: '' })['metadata']).toEqual({})
})
