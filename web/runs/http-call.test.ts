import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { httpCall } from './http-call.ts'

const resources = join(process.cwd(), 'node_modules/stripe/esm/resources')

const pascal = (name: string): string => name.slice(0, 1).toUpperCase() + name.slice(1)

/** Method and path as the installed SDK has them: its resources are read as text. */
const inSdk = (call: string): string => {
  const names = call.split('.')
  const method = names.pop() ?? ''
  const text = readFileSync(join(resources, `${names.map(pascal).join('/')}.js`), 'utf8')
  const [, verb, quoted = ''] =
    new RegExp(
      String.raw`\n    ${method}\([^)]*\) \{\s*(?:[^}]*?)_makeRequest\('(\w+)', (['\`][^'\`]+['\`])`,
    ).exec(text) ?? []
  return `${verb} ${quoted.slice(1, -1).replaceAll(/\$\{encodeURIComponent\(\w+\)\}/g, 'ID')}`
}

const calls =
  `accountLinks.create accountSessions.create accounts.create accounts.del accounts.list accounts.retrieve
  balanceSettings.update balanceTransactions.list billing.meterEvents.create billing.meters.create
  billing.meters.deactivate billingPortal.configurations.create billingPortal.sessions.create checkout.sessions.create
  coupons.create coupons.del creditNotes.create creditNotes.list customerSessions.create customers.create customers.del
  customers.list customers.update disputes.close disputes.list disputes.update events.list invoiceItems.create
  invoicePayments.list invoices.create invoices.createPreview invoices.finalizeInvoice invoices.list
  invoices.listLineItems invoices.pay invoices.retrieve invoices.sendInvoice invoices.update invoices.voidInvoice
  paymentIntents.cancel paymentIntents.capture paymentIntents.confirm paymentIntents.create paymentIntents.retrieve
  paymentIntents.update paymentLinks.create paymentLinks.update paymentMethods.attach payouts.create prices.create
  prices.list prices.retrieve prices.update products.create products.list products.retrieve products.update
  promotionCodes.create promotionCodes.update refunds.create setupIntents.confirm setupIntents.create
  subscriptionSchedules.create subscriptions.cancel subscriptions.create subscriptions.retrieve subscriptions.search
  subscriptions.update tax.registrations.list tax.settings.retrieve taxRates.create taxRates.update
  testHelpers.testClocks.advance testHelpers.testClocks.create testHelpers.testClocks.del testHelpers.testClocks.list
  testHelpers.testClocks.retrieve topups.create transfers.create transfers.createReversal transfers.list
  v2.core.accountLinks.create v2.core.accounts.create v2.core.accounts.retrieve v2.core.eventDestinations.create
  webhookEndpoints.create webhookEndpoints.del webhookEndpoints.list`
    .split(/\s+/)
    .filter(Boolean)

/** Calls about the one object that an account has: they take no id. */
const singular = new Set(['tax.settings.retrieve', 'balanceSettings.update'])

test.for(calls)('%s goes where the SDK sends it', call => {
  const { method, path } = httpCall(call, singular.has(call) ? undefined : 'ID')
  expect(`${method} ${path}`).toBe(inSdk(call))
})
