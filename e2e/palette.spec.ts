import { expect } from '@playwright/test'
import { test } from './test.ts'

test('blocks are found by what is needed, and added with the keyboard alone', async ({ app }) => {
  const search = app.page.getByRole('searchbox', { name: 'Add a block' })
  const offered = app.page.locator('[data-palette-item]')
  for (const [need, best] of [
    ['pay several sellers', 'Split'],
    ['hold a deposit', 'Capture'],
  ] as const) {
    await app.page.keyboard.press('/')
    await search.fill(need)
    await expect(offered.first()).toContainText(best)
  }
  await search.press('ArrowDown')
  await expect(offered.first()).toBeFocused()
  const before = await app.blocks.count()
  await app.page.keyboard.press('Enter')
  await expect(app.blocks).toHaveCount(before + 1)
  await app.undo()
  await expect(app.blocks).toHaveCount(before)
})

test('a block is dragged from the palette to where it shall stand', async ({ app }) => {
  await app.page.setViewportSize({ width: 1680, height: 1000 })
  const before = await app.blocks.count()
  const target = { x: 700, y: 480 }
  await app.page
    .locator('[data-palette-item]', { hasText: 'Refund' })
    .dragTo(app.canvas, { targetPosition: target, force: true })
  await expect(app.blocks).toHaveCount(before + 1)
})
