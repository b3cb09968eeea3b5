import { expect } from '@playwright/test'
import { test } from './test.ts'

test('what the API refuses names the rule that would have said so, and opens its page', async ({ app }) => {
  const { page } = app
  await app.select('Landscaping share')
  await app.inspector.getByRole('switch', { name: 'Tied to its charge' }).click()
  await expect(app.problem('connect/transfer-without-source')).toHaveCount(1)
  await app.runButton.click()
  const cause = page.getByRole('button', {
    name: 'connect/transfer-without-source would have said so before',
  })
  await expect(cause.first()).toBeVisible({ timeout: 45_000 })
  await cause.first().click()
  await expect(page.getByRole('dialog')).toContainText('connect/transfer-without-source')
})
