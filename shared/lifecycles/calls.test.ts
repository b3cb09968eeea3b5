import { expect, it } from 'vitest'
import { DEFINITIONS } from '#shared/blocks/index.ts'
import { check } from '#shared/check/check.ts'
import { bundle, order } from '#shared/check/example-flows.ts'
import type { FlowGraph } from '#shared/flow/graph.ts'
import { invariant } from '#shared/money/invariant.ts'
import { compile } from '#shared/plan/compile.ts'
import { RULES } from '#shared/rules/index.ts'
import { TEMPLATES } from '#shared/templates/index.ts'
import { offeredScenarios } from './offers.ts'
import { writeScript } from './write-script.ts'

/** What each kind calls in Stripe’s API, in a run or in an integration. Kinds that call nothing are named too. */
const CALLS: Readonly<Record<string, readonly string[]>> = {
  customer: ['customers.create', 'v2.core.accounts.create'],
  'payment-element': ['customerSessions.create', 'paymentMethods.attach'],
  'checkout-session': ['checkout.sessions.create'],
  'payment-link': ['paymentLinks.create'],
  'customer-portal': ['billingPortal.configurations.create', 'billingPortal.sessions.create'],
  product: ['products.create'],
  price: ['prices.create'],
  coupon: ['coupons.create'],
  'promotion-code': ['promotionCodes.create'],
  tax: ['tax.settings.retrieve', 'taxRates.create'],
  meter: ['billing.meters.create'],
  'usage-event': ['billing.meterEvents.create'],
  subscription: ['subscriptions.create', 'subscriptions.update', 'subscriptions.cancel'],
  'subscription-schedule': ['subscriptionSchedules.create'],
  invoice: ['invoices.create', 'invoiceItems.create', 'invoices.finalizeInvoice', 'invoices.sendInvoice'],
  trial: [],
  dunning: [],
  'credit-note': ['creditNotes.create'],
  'test-clock': ['testHelpers.testClocks.create'],
  // Confirmed by the same call, or by the page in front of the customer.
  'payment-intent': ['paymentIntents.create'],
  'setup-intent': ['setupIntents.create'],
  'payment-method': ['paymentMethods.attach'],
  capture: ['paymentIntents.capture', 'paymentIntents.cancel'],
  refund: ['refunds.create', 'creditNotes.create'],
  dispute: ['disputes.update', 'disputes.close'],
  radar: ['reviews.approve'],
  'platform-balance': ['balance.retrieve'],
  'connected-account': ['v2.core.accounts.create', 'accounts.create'],
  onboarding: ['v2.core.accountLinks.create', 'accountSessions.create'],
  split: [],
  transfer: ['transfers.create'],
  'application-fee': ['applicationFees.createRefund'],
  'transfer-reversal': ['transfers.createReversal'],
  payout: ['balanceSettings.update', 'payouts.create'],
  'top-up': ['topups.create'],
  hold: [],
  'webhook-endpoint': ['webhookEndpoints.create', 'v2.core.eventDestinations.create'],
  'event-handler': [],
  condition: [],
  ledger: [],
  report: ['balanceTransactions.list'],
  'external-system': [],
  note: [],
}

/** The templates, and what none of them shows. */
const DRAWN: readonly FlowGraph[] = [
  ...TEMPLATES.map(({ document }) => document.graph),
  order({
    blocks: { guard: ['radar', { reviewAbove: 1000 }], dp: ['dispute', { response: 'accept' }] },
    set: { cus: { representAs: 'account_v2' } },
    with: ['guard.radar -> pay.radar', 'pay.money-out -> dp.money-in'],
  }),
  bundle({
    blocks: {
      top: ['top-up'],
      tip: ['transfer', { amount: 500 }],
      out: ['payout', { interval: 'manual' }],
      vat: ['tax', { mode: 'rates', liability: 'self', rates: [{ name: 'VAT', percent: '20' }] }],
    },
    set: { oA: { method: 'embedded' } },
    with: [
      'top.money-out -> plt.money-in',
      'plt.money-out -> tip.money-in',
      'tip.money-out -> A.money-in',
      'A.money-out -> out.money-in',
      'vat.tax -> plan.tax',
    ],
  }),
]

/** `kind call` of everything that a drawing calls: set up, in answer to events, and in all that can happen to it. */
const calledBy = (graph: FlowGraph): readonly string[] => {
  const { checked, diagnostics } = check(graph, RULES, { today: '2026-11-23' })
  const errors = diagnostics.filter(({ severity }) => severity === 'error').map(({ message }) => message)
  invariant(checked !== null, `the drawing has errors: ${errors.join('; ')}`)
  const plans = (['attended', 'unattended'] as const).map(mode => compile(checked, mode))
  const scripts = [...offeredScenarios(checked).values()].flatMap(scenario =>
    plans.flatMap(plan => writeScript(checked, plan, scenario).stages),
  )
  return [
    ...plans.flatMap(({ operations }) => operations),
    ...plans.flatMap(({ reactions }) => reactions.flatMap(({ operations }) => operations)),
    ...scripts.flatMap(({ operations }) => operations),
  ].map(({ block, call }) => `${checked.block(block)?.kind ?? ''} ${call}`)
}

const made = new Set(DRAWN.flatMap(calledBy))

it('knows of every kind in the palette what it calls', () => {
  const kinds = DEFINITIONS.filter(({ legacy }) => legacy !== true).map(({ kind }) => kind)
  expect(Object.keys(CALLS).toSorted()).toEqual(kinds.toSorted())
})

it.for(Object.entries(CALLS))('%s calls what it is said to', ([kind, calls]) => {
  const missing = calls.filter(call => !made.has(`${kind} ${call}`))
  expect(missing).toEqual([])
})
