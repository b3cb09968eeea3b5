import { expect } from '@playwright/test'
import { test } from './test.ts'

/** Parts of the app that the page has not fetched yet. */
const notFetched = async (): Promise<readonly string[]> => {
  const list: readonly string[] = await (await fetch('/later.json')).json()
  const fetched = new Set(performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname))
  return list.filter(file => !fetched.has(`/${file}`))
}

test('a server that goes away is seen before anything is tried, takes nothing with it, and its return loses nothing', async ({
  app,
}) => {
  const { page } = app
  const chip = page.getByRole('banner').getByText('Offline')
  await page.evaluate(() => performance.setResourceTimingBufferSize(2000))
  await app.run()
  await expect.poll(() => page.evaluate(notFetched), { timeout: 30_000 }).toEqual([])
  await page.context().setOffline(true)
  await expect(chip).toBeVisible()
  await expect(page.getByText('Your edits are kept on this machine').first()).toBeVisible()
  await expect(app.recorded).toBeVisible()
  await expect(app.runButton).toBeDisabled()
  await app.type('Cleaning', 'Name of this product', 'Deep cleaning')
  await page.keyboard.press('Control+o')
  await expect(page.getByRole('dialog', { name: 'What should the money do?' })).toBeVisible()
  await page.keyboard.press('Escape')

  await page.context().setOffline(false)
  await expect(chip).toHaveCount(0)
  await expect(app.recorded).toHaveCount(0)
  await expect(app.verdict).toContainText('Reconciled to the cent')
  // On a slow machine the flow is open before runs are looked after, and another tab may hold it for a while.
  await page.route(/start-runs/, async route => {
    await app.block('Deep cleaning').waitFor()
    await route.continue()
  })
  await page.addInitScript(() => {
    const request: LockManager['request'] = navigator.locks.request.bind(navigator.locks)
    navigator.locks.request = async (...asked: unknown[]) => {
      await new Promise(resolve => setTimeout(resolve, 3000))
      return Reflect.apply(request, navigator.locks, asked)
    }
  })
  await page.reload()
  await expect(app.block('Deep cleaning')).toBeVisible()
  await expect(page.getByRole('tab', { name: /^Runs 1/ })).toBeVisible()
})
