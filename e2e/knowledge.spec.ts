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

test('a block is put on a connected account and keeps metadata of its own', async ({ app }) => {
  await app.select('Dana Whitfield')
  await app.inspector.getByText('None of its own').click()
  await expect(app.inspector).toContainText('Connected account on which its calls are made')
  await app.field('On account').click()
  await app.page.getByRole('option', { name: 'Brightside Cleaning', exact: true }).click()
  await app.field('Metadata').click()
  await app.field('Key').fill('team')
  await app.field('Value').fill('north')
  await app.field('Value').press('Tab')
  const { graph } = JSON.parse(await app.document())
  expect(graph.blocks.cus).toMatchObject({ onAccount: 'A', metadata: { team: 'north' } })
  await expect(app.inspector.getByText('Its own 2')).toBeVisible()
})
