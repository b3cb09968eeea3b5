import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect } from '@playwright/test'
import { Stripe } from 'stripe'
import { startServer } from './server.ts'
import { test } from './test.ts'

const run = promisify(execFile)
const KEY = 'sk_test_of_my_own_code'
const cli = fileURLToPath(new URL('../node_modules/.bin/stripe', import.meta.url))

test('own code and the Stripe CLI get from the simulator what Stripe would answer, and its page shows what they did', async ({
  page,
}, info) => {
  const simulator = await startServer('simulator')
  const { hostname, port } = new URL(simulator.url)
  const stripe = new Stripe(KEY, { host: hostname, port: Number(port), protocol: 'http' })

  const paid = await stripe.paymentIntents.create({
    amount: 4_900,
    currency: 'usd',
    confirm: true,
    capture_method: 'automatic',
    payment_method: 'pm_card_bypassPending',
    automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
    expand: ['latest_charge.balance_transaction'],
  })
  expect(paid).toMatchObject({
    status: 'succeeded',
    latest_charge: { balance_transaction: { amount: 4_900, fee: 172, net: 4_728, status: 'available' } },
  })
  const declined = stripe.paymentIntents.create({
    amount: 4_900,
    currency: 'usd',
    confirm: true,
    payment_method: 'pm_card_visa_chargeDeclinedInsufficientFunds',
    automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
  })
  await expect(declined).rejects.toMatchObject({
    type: 'StripeCardError',
    code: 'card_declined',
    decline_code: 'insufficient_funds',
  })

  const { stdout } = await run(
    cli,
    [
      'post',
      '/v1/refunds',
      '-d',
      `payment_intent=${paid.id}`,
      '-d',
      'amount=900',
      '--api-base',
      simulator.url,
    ],
    { env: { ...process.env, STRIPE_API_KEY: KEY, XDG_CONFIG_HOME: info.outputPath('stripe-cli') } },
  )
  expect(JSON.parse(stdout)).toMatchObject({ object: 'refund', amount: 900, status: 'succeeded' })
  expect((await stripe.balance.retrieve()).available).toMatchObject([{ amount: 3_828, currency: 'usd' }])

  await page.goto(`${simulator.url}/_sim`)
  await expect(page.getByRole('table', { name: 'Balances' })).toContainText('$38.28')
  await expect(page.getByRole('table', { name: 'Requests' })).toContainText('402')
  await page.getByText('Objects', { exact: true }).click()
  await page.getByRole('link', { name: paid.id }).click()
  await expect(page.locator('body')).toContainText('"amount": 4900')
  await simulator.stop()
})
