import { expect } from '@playwright/test'
import { FLAGSHIP_ADVICE, SEEDED_MISTAKES } from '#shared/templates/seeded-mistakes.ts'
import type { App } from './app.ts'
import { test } from './test.ts'

/** How a person makes each mistake by hand. */
const byHand: Readonly<Record<string, (app: App) => Promise<void>>> = {
  'single-destination': async app => {
    await app.select('Home services bundle')
    await app.addRowWith('Transfer to one account', 'Destination', 'Brightside Cleaning')
  },
  'mixed-interval': app => app.choose('Pest control, monthly', 'Billed every', 'Year'),
  'mixed-currency': app => app.type('Landscaping, monthly', 'Currency', 'eur'),
  'unowned-remainder': app => app.disconnect('Pay each provider', 'Kept by the platform'),
  'double-trigger': async app => {
    await app.addToList('Stripe events', 'Events', 'charge.succeeded')
    await app.addToList('Paid', 'Events', 'charge.succeeded')
  },
  'refund-keeps-share': app => app.disconnect('Refund one service', 'Take back shares'),
  'dispute-keeps-share': app => app.disconnect('Card dispute', 'Take back shares'),
  'cross-border': app => app.type('Ridge Pest Control', 'Country', 'BR'),
  'thin-commission': app => app.type('Pay each provider', 'Commission', '2'),
  'below-minimum': async app => {
    for (const price of ['Cleaning', 'Landscaping', 'Pest control']) {
      await app.type(`${price}, monthly`, 'Amount', '0.10')
    }
  },
}

test.describe('each mistake made by hand reports exactly its rules, and its fix clears it', () => {
  for (const { id, title, expected } of SEEDED_MISTAKES) {
    test(title, async ({ app }) => {
      await byHand[id]?.(app)
      const advice = (rule: string) => FLAGSHIP_ADVICE.includes(rule)
      const found = async () => (await app.rules()).filter(rule => !advice(rule))
      await expect.poll(found).toEqual(expected)
      for (const rule of expected) {
        const problem = app.problem(rule)
        if ((await problem.count()) === 1 && (await app.fix(problem))) await expect(problem).toHaveCount(0)
      }
    })
  }
})
