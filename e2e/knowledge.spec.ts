import { expect } from '@playwright/test'
import { test } from './test.ts'

const families = ['Customer and entry', 'Catalog', 'Billing', 'Payments', 'Connect', 'Operations'] as const

test('the reference opens at a block of each family, and says what it is and where that is from', async ({
  app,
}) => {
  await app.page.keyboard.press('F1')
  const reference = app.page.getByRole('dialog', { name: 'Learn about Stripe' })
  const article = reference.getByRole('article')
  for (const family of families) {
    const lines = reference.getByRole('navigation').getByRole('region', { name: family }).getByRole('button')
    await expect(lines.nth(3)).toBeVisible()
    await lines.first().click()
    await expect(article.getByRole('heading', { level: 2 })).toHaveText(await lines.first().innerText())
    await expect(article.getByText(/^Source:/)).toBeVisible()
    await expect(article.locator(':scope > p', { hasText: /^(?!Source:).{80,}/s }).first()).toBeVisible()
  }
  await app.page.keyboard.press('Escape')
  await expect(reference).toHaveCount(0)
})

test('each setting explains itself in the inspector', async ({ app }) => {
  await app.select('Pay each provider')
  await expect(app.inspector).toContainText('What the platform keeps of each line, before fees.')
  await app.field('Divide').click()
  await expect(app.page.getByRole('option').first()).toHaveText(/^By line item/)
})
