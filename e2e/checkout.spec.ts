import { expect } from '@playwright/test'
import { Stripe } from 'stripe'
import { test } from './test.ts'

test('a customer pays on the page of a checkout session: refused with one card, through with another', async ({
  page,
  baseURL,
}) => {
  const { inside } = await (await fetch(new URL('/api/server', baseURL))).json()
  const { hostname, port } = new URL(inside)
  const stripe = new Stripe('sk_test_of_a_shop', { host: hostname, port: Number(port), protocol: 'http' })
  const session = await stripe.checkout.sessions.create({
    mode: 'payment',
    line_items: [
      {
        quantity: 2,
        price_data: { currency: 'usd', unit_amount: 4_000, product_data: { name: 'Blue vase' } },
      },
    ],
    success_url: `${baseURL}/?paid={CHECKOUT_SESSION_ID}`,
  })

  await page.goto(session.url ?? '')
  await expect(page.getByRole('row', { name: '2 × Blue vase' })).toContainText('$80.00')
  await page.getByLabel('Email').fill('robin@example.com')
  await page.getByLabel('Name', { exact: true }).fill('Robin Alder')
  await page.getByLabel(/card number/).fill('4000 0000 0000 0002')
  await page.getByRole('button', { name: 'Pay' }).click()
  await expect(page.getByRole('alert')).toContainText('declined')
  expect(await stripe.checkout.sessions.retrieve(session.id)).toMatchObject({ status: 'open' })

  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Robin Alder')
  await page.getByLabel(/card number/).fill('4242 4242 4242 4242')
  await page.getByRole('button', { name: 'Pay' }).click()
  await expect(page).toHaveURL(url => url.searchParams.get('paid') === session.id)
  expect(await stripe.checkout.sessions.retrieve(session.id)).toMatchObject({
    status: 'complete',
    payment_status: 'paid',
    amount_total: 8_000,
    customer_details: { email: 'robin@example.com', name: 'Robin Alder' },
  })
  await page.goto(session.url ?? '')
  await expect(page.getByText('This session is complete.')).toBeVisible()
})
