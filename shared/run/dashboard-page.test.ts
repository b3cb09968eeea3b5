import { expect, test } from 'vitest'
import { dashboardPage } from './dashboard-page.ts'

test.for<[string, string]>([
  ['pi_1', 'payments/pi_1'],
  ['acct_1', 'connect/accounts/acct_1'],
  ['clock_1', 'billing/subscriptions/test-clocks/clock_1'],
  ['ch_1', 'search?query=ch_1'],
  ['constructor', 'search?query=constructor'],
  ['a b&c', 'search?query=a%20b%26c'],
])('%s is at %s', ([id, page]) => {
  expect(dashboardPage(id)).toBe(`https://dashboard.stripe.com/test/${page}`)
})
