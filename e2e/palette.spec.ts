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

test('the rail is one Tab stop: arrows, Home and End move along it, and it keeps its place', async ({
  app,
}) => {
  const { page } = app
  const rail = page.getByRole('toolbar', { name: 'Add a block' })
  const tiles = rail.getByRole('button')
  const name = async () => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '')
  const inRail = async () =>
    page.evaluate(() => document.activeElement?.closest('[role="toolbar"][aria-orientation]') !== null)
  await expect(tiles).toHaveCount(7)
  await tiles.first().focus()
  await page.keyboard.press('ArrowDown')
  expect(await name()).toMatch(/^Customer and entry, \d+ blocks$/)
  await expect(tiles.nth(1)).toHaveCSS('outline-style', 'solid')
  await page.keyboard.press('End')
  expect(await name()).toMatch(/^Operations/)
  await page.keyboard.press('ArrowDown')
  expect(await name()).toBe('Add a block')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Home')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Tab')
  expect(await inRail()).toBe(false)
  await page.keyboard.press('Shift+Tab')
  expect(await name()).toMatch(/^Customer and entry/)
  // Its flyout has arrows of its own, and gives the focus back.
  await page.keyboard.press('Enter')
  const items = page.getByRole('dialog', { name: 'Customer and entry' }).locator('[data-palette-item]')
  await expect(items.first()).toBeFocused()
  await page.keyboard.press('End')
  await expect(items.last()).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(tiles.nth(1)).toBeFocused()
})
