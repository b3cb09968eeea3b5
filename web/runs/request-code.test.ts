import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { API_VERSION } from '#shared/facts/api-version.ts'
import { curlOf, typeScriptOf, type Written } from './request-code.ts'

const transfer: Written = {
  call: 'transfers.create',
  request: {
    params: {
      amount: 4410,
      destination: 'acct_1',
      metadata: { memo: "Dana's share & more", 'a-b': '' },
      expand: ['destination'],
    },
  },
  idempotencyKey: 'sluice_1',
  onAccount: null,
}
const read: Written = {
  call: 'accounts.retrieve',
  request: { target: 'acct_1', params: {} },
  idempotencyKey: null,
  onAccount: null,
}
const onAccount: Written = {
  call: 'invoices.listLineItems',
  request: { target: 'in_1', params: { limit: 100 } },
  idempotencyKey: null,
  onAccount: 'acct_2',
}
const v2: Written = {
  call: 'v2.core.accounts.create',
  request: { params: { display_name: "O'Neill" } },
  idempotencyKey: 'sluice_2',
  onAccount: null,
}

const settings: Written = {
  call: 'simulator.settings',
  request: { params: { tax: { head_office: { country: 'DE' } } } },
  idempotencyKey: null,
  onAccount: 'acct_3',
}

/** What a shell hands to curl: its arguments, one a line. */
const argumentsOf = (command: string, env = {}): readonly string[] =>
  execFileSync('sh', ['-c', command.replace(/^curl/m, 'printf "%s\\n"')], {
    env: { STRIPE_SECRET_KEY: 'sk_test_x', ...env },
    encoding: 'utf8',
    stdio: 'pipe',
  })
    .trimEnd()
    .split('\n')

test('curl gets a create with its form, key and version', () => {
  const [address, ...rest] = argumentsOf(curlOf(transfer))
  expect(address).toBe('https://api.stripe.com/v1/transfers')
  expect(rest.slice(0, 4)).toEqual(['-X', 'POST', '-u', 'sk_test_x:'])
  expect(rest).toContain('Idempotency-Key: sluice_1')
  expect(rest.filter((_, index) => rest[index - 1] === '--data-urlencode')).toEqual([
    'amount=4410',
    'destination=acct_1',
    "metadata[memo]=Dana's share & more",
    'metadata[a-b]=',
    'expand[0]=destination',
  ])
})

test('curl gets reads as queries, accounts as headers, and JSON for version 2', () => {
  expect(argumentsOf(curlOf(read)).slice(0, 2)).toEqual(['https://api.stripe.com/v1/accounts/acct_1', '-G'])
  expect(argumentsOf(curlOf(onAccount))).toContain('Stripe-Account: acct_2')
  const json = argumentsOf(curlOf(v2))
  expect(json[0]).toBe('https://api.stripe.com/v2/core/accounts')
  expect(JSON.parse(json.at(-1) ?? '')).toEqual({ display_name: "O'Neill" })
})

test('no key is ever written down', () => {
  for (const one of [transfer, read, onAccount, v2])
    expect(`${curlOf(one)}${typeScriptOf(one)}`).not.toMatch(/sk_|rk_/)
})

test('TypeScript calls the official package with parameters and options', () => {
  expect(typeScriptOf(transfer)).toContain(`const result = await stripe.transfers.create(
  {
    amount: 4410,
    destination: 'acct_1',
    metadata: {
      memo: 'Dana\\'s share & more',
      'a-b': '',
    },
    expand: [
      'destination',
    ],
  },
  {
    idempotencyKey: 'sluice_1',
  },
)`)
  expect(typeScriptOf(read)).toContain("await stripe.accounts.retrieve(\n  'acct_1',\n)")
  expect(typeScriptOf(onAccount)).toContain("stripeAccount: 'acct_2'")
})

test('what only a simulator answers is asked of a simulator, and says what stands for it at Stripe', () => {
  const curl = curlOf(settings)
  expect(curl).toMatch(/^# No call of Stripe’s API: Stripe keeps this in its Dashboard: .*\ncurl /)
  const base = { STRIPE_API_BASE: 'http://127.0.0.1:1' }
  expect(argumentsOf(curl, base)).toEqual([
    'http://127.0.0.1:1/_sim/settings',
    '-X',
    'POST',
    '-u',
    'sk_test_x:',
    '-H',
    `Stripe-Version: ${API_VERSION}`,
    '-H',
    'Stripe-Account: acct_3',
    '--data-urlencode',
    'tax[head_office][country]=DE',
  ])
  expect(() => argumentsOf(curl)).toThrow('the address of a simulator')
  const code = typeScriptOf(settings)
  expect(code).toContain('// No call of Stripe’s API: ')
  expect(code).toContain("await stripe.rawRequest(\n  'POST',\n  '/_sim/settings',\n  {\n    tax: {")
  expect(code).toContain('host: hostname,')
  const restrict = typeScriptOf({ ...read, call: 'simulator.restrict' })
  expect(restrict).toContain("await stripe.rawRequest(\n  'POST',\n  '/_sim/accounts/acct_1/restrict',\n)")
  expect(restrict).not.toContain("'acct_1'")
})
