import { expect, it, vi } from 'vitest'
import { billing, withSimulator } from './testing/on-clock.ts'

withSimulator()

/** Slow machines share their time among many tests. */
vi.setConfig({ testTimeout: 60_000 })

it('gives a customer’s balance back when the invoice that took it in is void', async () => {
  const { stripe, customer } = await billing('sk_test_void_balance')
  await stripe.customers.createBalanceTransaction(customer, { amount: -1000, currency: 'usd' })
  await stripe.invoiceItems.create({ customer, amount: 3000, currency: 'usd' })
  const { id } = await stripe.invoices.create({ customer, pending_invoice_items_behavior: 'include' })
  expect((await stripe.invoices.finalizeInvoice(id)).amount_due).toBe(2000)
  expect(await stripe.customers.retrieve(customer)).toMatchObject({ balance: 0 })
  await stripe.invoices.voidInvoice(id)
  expect(await stripe.customers.retrieve(customer)).toMatchObject({ balance: -1000 })
  const { data } = await stripe.customers.listBalanceTransactions(customer)
  expect(data.map(one => [one.type, one.amount, one.invoice])).toEqual([
    ['unapplied_from_invoice', -1000, id],
    ['applied_to_invoice', 1000, id],
    ['adjustment', -1000, null],
  ])
})

it('keeps a balance per currency, and applies it to invoices of that currency alone', async () => {
  const { stripe, customer } = await billing('sk_test_balances')
  const bill = async (currency: string) => {
    await stripe.invoiceItems.create({ customer, amount: 1000, currency })
    const draft = await stripe.invoices.create({
      customer,
      currency,
      pending_invoice_items_behavior: 'include',
    })
    const open = await stripe.invoices.finalizeInvoice(draft.id)
    return [open.starting_balance, open.amount_due, open.ending_balance]
  }
  await stripe.customers.createBalanceTransaction(customer, { amount: -300, currency: 'usd' })
  const euros = await stripe.customers.createBalanceTransaction(customer, { amount: -500, currency: 'eur' })
  expect(euros.ending_balance).toBe(-500)
  expect(await stripe.customers.retrieve(customer, { expand: ['invoice_credit_balance'] })).toMatchObject({
    balance: -300,
    currency: 'usd',
    invoice_credit_balance: { eur: 500, usd: 300 },
  })
  expect(await bill('eur')).toEqual([-500, 500, 0])
  const [open] = (await stripe.invoices.list({ customer, status: 'open' })).data
  await stripe.invoices.voidInvoice(open?.id ?? '')
  const [back] = (await stripe.customers.listBalanceTransactions(customer)).data
  expect([back?.type, back?.amount, back?.ending_balance]).toEqual(['unapplied_from_invoice', -500, -500])
  expect(await bill('eur')).toEqual([-500, 500, 0])
  expect(await bill('usd')).toEqual([-300, 700, 0])
})
