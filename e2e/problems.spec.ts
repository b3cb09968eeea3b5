import { expect } from '@playwright/test'
import type { App } from './app.ts'
import { test } from './test.ts'

const groupBy = async (app: App, what: string): Promise<void> => {
  await app.page.getByRole('combobox', { name: 'Group problems by' }).click()
  await app.page.getByRole('option', { name: new RegExp(`^${what}`) }).click()
}

test('an error is understood from its text, and mended from its rule’s page: two clicks', async ({ app }) => {
  await app.disconnect('Pay each provider', 'Kept by the platform')
  const problem = app.problem('connect/split-remainder-unowned')
  await expect(problem).toContainText('“Pay each provider” leaves a rest, its 10 % commission')
  await problem.getByRole('button', { name: 'connect/split-remainder-unowned' }).click()
  const rule = app.page.getByRole('dialog', { name: 'Every cent of a split has an owner' })
  await expect(rule).toContainText('Commission is what stays untransferred')
  await rule.getByRole('button', { name: 'Give the rest to the platform balance' }).click()
  await expect(rule).toContainText('Nothing to report')
  await app.page.keyboard.press('Escape')
  await expect(rule).toHaveCount(0)
  await expect(problem).toHaveCount(0)
})

test('one Escape closes a rule’s page, wherever the keyboard and the pointer are', async ({ app }) => {
  const rule = app.page.getByRole('dialog')
  const open = app.problem('risk/no-radar').getByRole('button', { name: 'risk/no-radar' })
  const stays = [
    async () => {},
    () => rule.getByRole('button', { name: 'Close' }).focus(),
    () => rule.getByRole('button', { name: 'Close' }).hover(),
    () => rule.getByRole('button', { name: 'Add Radar' }).focus(),
  ]
  for (const stay of stays) {
    await open.click()
    await expect(rule).toBeVisible()
    await stay()
    await app.page.keyboard.press('Escape')
    await expect(rule).toHaveCount(0)
  }
})

test('everything that one rule reports is fixed at once, and taken back at once', async ({ app }) => {
  await app.addBlock('Coupon')
  await app.addBlock('Coupon')
  const shapes = app.problem('billing/coupon-shape')
  await expect(shapes).toHaveCount(2)
  await groupBy(app, 'Rule')
  await app.page.getByRole('button', { name: 'Fix all 2' }).first().click()
  await expect(shapes).toHaveCount(0)
  await app.undo()
  await expect(shapes).toHaveCount(2)
})

test('the list is filtered by words and by severity, and F8 goes through what it shows', async ({ app }) => {
  await app.addBlock('Coupon')
  await expect(app.problem('billing/coupon-shape')).toHaveCount(1)
  await app.page.getByRole('searchbox', { name: 'Filter problems' }).fill('provider')
  await expect.poll(() => app.rules()).toEqual(['money/mau-heavy', 'risk/new-provider-reserve'])
  await groupBy(app, 'Block')
  await app.page.keyboard.press('F8')
  const name = app.inspector.getByRole('textbox', { name: /^Name of this/ })
  await expect(name).toHaveValue('Home services bundle')
  await app.page.keyboard.press('F8')
  await expect(name).toHaveValue('Pay each provider')
  await app.page.getByRole('searchbox', { name: 'Filter problems' }).fill('no such words')
  await expect(app.page.getByText('No problem passes the filter')).toBeVisible()
  await app.page.getByRole('button', { name: 'Show all problems' }).click()
  await expect(app.problem('billing/coupon-shape')).toHaveCount(1)
})

test('problems stand together by severity, by rule or by block', async ({ app }) => {
  await app.disconnect('Pay each provider', 'Kept by the platform')
  await app.addBlock('Coupon')
  await app.addBlock('Coupon')
  const heads = app.page.getByRole('region', { name: 'Problems' }).getByRole('heading', { level: 3 })
  const shown = () => heads.allInnerTexts().then(texts => texts.map(text => text.replaceAll(/\s+/g, ' ')))
  const severities = () =>
    shown().then(texts => texts.filter(text => /^(Errors|Warnings|Advice) \d/.test(text)))
  await expect.poll(severities).toEqual(['Errors 3', 'Warnings 2', 'Advice 3'])
  await groupBy(app, 'Rule')
  await expect.poll(severities).toEqual([])
  await expect
    .poll(shown)
    .toContainEqual(expect.stringMatching(/^A coupon takes off a percentage or an amount 2/))
  await groupBy(app, 'Block')
  await expect.poll(shown).toContainEqual(expect.stringMatching(/^Pay each provider \d/))
  await expect(app.problem('billing/coupon-shape')).toHaveCount(2)
})
