import { expect } from '@playwright/test'
import { test } from './test.ts'

test('the right button and the menu key offer what can be done with a block', async ({ app }) => {
  await app.block('Smart retries').click({ button: 'right' })
  const menu = app.page.getByRole('menu', { name: 'Block' })
  await expect(menu.getByRole('menuitem')).toHaveText([
    /^Name and settings/,
    /^Add what comes next…/,
    /^Cut/,
    /^Copy/,
    /^Duplicate/,
    /^Switch off/,
    /^Pin in place/,
    /^Learn about dunning/,
    /^Delete/,
  ])
  await menu.getByRole('menuitem', { name: 'Switch off' }).click()
  await expect(app.block('Smart retries')).toContainText('Switched off')
  await expect(app.block('Smart retries')).toBeFocused()

  await app.page.keyboard.press('Shift+F10')
  await menu.getByRole('menuitem', { name: 'Switch on' }).press('Enter')
  await expect(app.block('Smart retries')).not.toContainText('Switched off')

  await app.page.keyboard.press('ContextMenu')
  await expect(menu).toBeVisible()
  await app.page.keyboard.press('Escape')
  await expect(menu).toHaveCount(0)
  await expect(app.block('Smart retries')).toBeFocused()
})

test('a flow in disorder is tidied with one key and comes back with one undo; pinned blocks stay', async ({
  app,
}) => {
  await app.block('Smart retries').click({ button: 'right' })
  await app.page.getByRole('menuitem', { name: 'Pin in place' }).click()
  await app.drag('Cleaning share', { x: -300, y: 40 })
  const before = await app.document()
  const place = (text: string, id: string): unknown => JSON.parse(text).layout[id]
  await app.page.keyboard.press('Escape')
  await app.page.keyboard.press('Control+Shift+L')
  await expect.poll(() => app.document()).not.toBe(before)
  const after = await app.document()
  expect(place(after, 'dun')).toEqual(place(before, 'dun'))
  expect(place(after, 'tA')).not.toEqual(place(before, 'tA'))
  await app.undo()
  expect(await app.document()).toBe(before)
})

test('where there is little room the canvas has it, until the results are asked for', async ({ app }) => {
  const results = app.page.getByRole('tabpanel', { name: 'Problems' })
  await app.page.setViewportSize({ width: 900, height: 700 })
  await expect(results).toBeHidden()
  await app.page.getByRole('tab', { name: 'Problems' }).click()
  await expect(results).toBeVisible()
})
