import { expect } from '@playwright/test'
import type { App, PortName } from './app.ts'
import { test } from './test.ts'

/** Opens a flow without a block. */
async function openBlank(app: App): Promise<void> {
  await app.page.getByRole('button', { name: 'Search or run a command' }).click()
  await app.page.getByRole('option', { name: 'New or open' }).click()
  await app.page.getByRole('button', { name: /^Blank/ }).click()
  await expect(app.page.getByRole('heading', { name: 'Start with who pays' })).toBeVisible()
}

test('from blank to a subscription for one seller without errors, by append menus alone, in twelve clicks', async ({
  app,
}) => {
  await openBlank(app)
  let clicks = 1
  await app.page.getByRole('button', { name: /^Customer The person/ }).click()
  const append = async (from: PortName, by: { x: number; y: number }, entry: string) => {
    await app.drawToNowhere(from, by)
    await app.page.getByRole('option', { name: new RegExp(`^${entry}`) }).click()
    clicks += 2
  }
  await append({ block: 'Customer', port: 'Customer' }, { x: 240, y: 10 }, 'Subscription')
  await append({ block: 'Subscription', port: 'Money in' }, { x: -40, y: 130 }, 'Payment element')
  await append({ block: 'Subscription', port: 'Each paid invoice' }, { x: 90, y: 0 }, 'Connected account')
  await append({ block: 'Subscription', port: 'Events' }, { x: 40, y: 90 }, 'Webhook endpoint')
  expect(clicks).toBeLessThanOrEqual(12)
  await expect(app.page.getByRole('button', { name: 'Run', exact: true })).toBeEnabled()
  await expect(app.block('Price')).toBeVisible()
  await expect(app.block('Onboarding')).toBeVisible()
})

test('a port dragged over empty canvas offers only what fits, best first', async ({ app }) => {
  await app.drawToNowhere({ block: 'Smart retries', port: 'Dunning' }, { x: -20, y: 150 })
  await expect(app.page.getByRole('option')).toHaveText([/^Subscription/, /^Schedule/])
  await app.page.keyboard.press('Escape')
  await app.drawToNowhere({ block: 'Cleaning', port: 'Product' }, { x: 60, y: -60 })
  const offered = app.page.getByRole('option')
  await expect(offered.first()).toHaveText(/^Price/)
  await expect(offered.filter({ hasText: /^Customer/ })).toHaveCount(0)
})

test('an entry of the menu says how many errors it solves', async ({ app }) => {
  await openBlank(app)
  await app.page.getByRole('button', { name: /^Customer The person/ }).click()
  await app.drawToNowhere({ block: 'Customer', port: 'Customer' }, { x: 240, y: 10 })
  await app.page.getByRole('option', { name: /^Subscription/ }).click()
  await expect.poll(() => app.rules()).toContain('billing/no-default-method')
  await app.drawToNowhere({ block: 'Subscription', port: 'Money in' }, { x: -40, y: 130 })
  await expect(app.page.getByRole('option').first()).toHaveText(/^Payment element.*solves 1 error/)
})

test('a refused connection says why, and what its ports take, before the mouse is let go', async ({
  app,
}) => {
  const before = await app.document()
  await app.reachFor({ block: 'Cleaning', port: 'Product' }, 'Home services bundle')
  const said = app.page.getByRole('alert')
  await expect(said).toContainText('does not take its')
  await expect(said).toContainText('Drop it on')
  const answers = app.canvas.getByRole('listitem')
  await expect(answers.filter({ hasText: '✓' })).toHaveCount(0)
  await expect(answers.filter({ hasText: 'Price' })).toContainText('✕')
  await app.page.mouse.up()
  expect(await app.document()).toBe(before)
})

test('a dead end shows the block that likely comes next, and a click puts it there', async ({ app }) => {
  await openBlank(app)
  await app.page.getByRole('button', { name: /^Customer The person/ }).click()
  await app.drawToNowhere({ block: 'Customer', port: 'Customer' }, { x: 240, y: 10 })
  await app.page.getByRole('option', { name: /^Subscription/ }).click()
  const ghost = app.page.getByRole('button', { name: 'Add Payment element here, next to Subscription' })
  await expect(ghost).toBeVisible()
  const before = await app.document()
  await ghost.click()
  await expect(app.block('Payment element')).toBeVisible()
  await expect(ghost).toHaveCount(0)
  await expect.poll(() => app.rules()).not.toContain('billing/no-default-method')
  await app.undo()
  expect(await app.document()).toBe(before)
})
