import { expect } from '@playwright/test'
import { test } from './test.ts'

test('a newcomer sees the flagship, drawn, checked and ready to run', async ({ app }) => {
  await expect(app.block('Home services bundle')).toBeVisible()
  await expect(app.page.getByText('$44.10', { exact: true })).toBeVisible()
  await expect
    .poll(() => app.rules())
    .toEqual(['money/mau-heavy', 'risk/new-provider-reserve', 'risk/no-radar'])
  await expect(app.page.getByRole('button', { name: 'Run', exact: true })).toBeEnabled()
})

test('anything can be taken back, and done again', async ({ app }) => {
  const changes = [
    () => app.addBlock('Refund'),
    () => app.drag('Smart retries', { x: 80, y: 40 }),
    () => app.type('Cleaning', 'Name', 'Window cleaning'),
    () => app.disconnect('Pay each provider', 'Kept by the platform'),
    async () => {
      await app.select('Postings')
      await app.deleteSelection()
    },
  ]
  const states = [await app.document()]
  for (const change of changes) {
    await change()
    await expect.poll(() => app.document()).not.toBe(states.at(-1))
    states.push(await app.document())
  }
  for (const before of states.slice(0, -1).toReversed()) {
    await app.undo()
    expect(await app.document()).toBe(before)
  }
  for (const after of states.slice(1)) {
    await app.redo()
    expect(await app.document()).toBe(after)
  }
})

test('an error is understood from its text, its rule page and its fix are two clicks away', async ({
  app,
}) => {
  await app.disconnect('Pay each provider', 'Kept by the platform')
  const problem = app.problem('connect/split-remainder-unowned')
  await expect(problem).toContainText('Pay each provider')
  await problem.getByRole('button', { name: 'connect/split-remainder-unowned' }).click()
  const page = app.page.getByRole('dialog')
  await expect(page).toContainText('Every cent of a split has an owner')
  await page.getByRole('button', { name: 'Close' }).click()
  expect(await app.fix(problem)).toBe(true)
  await expect(problem).toHaveCount(0)
})

test('a tab closed in the middle of an edit loses nothing', async ({ app }) => {
  await app.drag('Smart retries', { x: 80, y: 40 })
  await app.type('Cleaning', 'Name', 'Window cleaning')
  const drawn = await app.document()
  const reopened = await app.closeAndReopen()
  expect(await reopened.document()).toBe(drawn)
})
