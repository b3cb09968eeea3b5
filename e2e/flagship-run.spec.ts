import { existsSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect } from '@playwright/test'
import { test } from './test.ts'

/** The picture of the README. Written when it is missing, or when it is asked for: a test run leaves the tree as it is. */
const picture = join(import.meta.dirname, '..', 'docs/images/editor.png')
const wantsPicture = !existsSync(picture) || process.env.SLUICE_PICTURES === '1'

test('the first payment pays three providers, and what was booked is what was forecast', async ({ app }) => {
  await app.run()
  await expect(app.verdict).toContainText('Reconciled to the cent')
  expect(await app.accounts()).toEqual({
    'Dana Whitfield customer': '−$163.00',
    'Stripe fees processing': '$5.03',
    'Platform kept after fees and shares': '$11.27',
    'Brightside Cleaning connected account': '$44.10',
    'Fernway Landscaping connected account': '$71.10',
    'Ridge Pest Control connected account': '$31.50',
  })
  for (const [block, amount] of [
    ['Brightside Cleaning', '+$44.10'],
    ['Fernway Landscaping', '+$71.10'],
    ['Ridge Pest Control', '+$31.50'],
    ['Kept by the platform', '+$11.27'],
  ] as const) {
    await expect(app.block(block)).toContainText(amount)
  }
  if (!wantsPicture) return
  mkdirSync(dirname(picture), { recursive: true })
  await app.page.mouse.move(720, 640)
  await app.page.screenshot({ path: picture, animations: 'disabled' })
})

test('after the renewal everybody has twice as much, at any zoom', async ({ app }) => {
  await app.chooseScenario('First renewal')
  await app.run()
  await expect(app.verdict).toContainText('Reconciled to the cent')
  expect(await app.accounts()).toEqual({
    'Dana Whitfield customer': '−$326.00',
    'Stripe fees processing': '$10.06',
    'Platform kept after fees and shares': '$22.54',
    'Brightside Cleaning connected account': '$88.20',
    'Fernway Landscaping connected account': '$142.20',
    'Ridge Pest Control connected account': '$63.00',
  })
  await app.page.setViewportSize({ width: 1280, height: 720 })
  await app.page.getByRole('button', { name: 'Show the whole flow' }).click()
  for (const label of ['Cleaning', 'Paid', 'Test clock', 'Ridge Pest Control']) {
    await expect(app.block(label).getByText(label, { exact: true }), label).toBeVisible()
  }
})

test('what one run left the next one uses', async ({ app }) => {
  const { page } = app
  await app.run()
  await page.getByRole('tab', { name: /^Plan/ }).click()
  await page.getByRole('button', { name: 'Against what exists' }).click()
  const changes = page.getByRole('region', { name: 'Against what exists' })
  await expect(changes).toContainText('9 to reuse')
  await changes.getByRole('button', { name: 'Run this plan' }).click()
  await expect(page.getByRole('tab', { name: /^Runs 2/ })).toBeVisible()
  await page.getByRole('tab', { name: /^Runs/ }).click()
  await expect(app.verdict).toContainText('Reconciled to the cent')
})

test('a selected transfer runs with what it depends on', async ({ app }) => {
  await app.block('Landscaping share').click()
  await app.page.keyboard.press('Control+Shift+Enter')
  await expect(app.verdict).toContainText('Reconciled to the cent', { timeout: 45_000 })
  expect(await app.accounts()).toMatchObject({ 'Fernway Landscaping connected account': '$71.10' })
  expect(await app.accounts()).not.toHaveProperty('Brightside Cleaning connected account', '$44.10')
})

test('a design with an error does not run, and says why', async ({ app }) => {
  await app.disconnect('Pay each provider', 'Kept by the platform')
  await expect(app.problem('connect/split-remainder-unowned')).toHaveCount(1)
  await expect(app.runButton).toBeDisabled()
})
