import { readFileSync } from 'node:fs'
import { expect } from '@playwright/test'
import { App } from './app.ts'
import { startServer } from './server.ts'
import { test } from './test.ts'

test('the last run is played again where nobody answers, marked as a recording, and opens elsewhere from its file', async ({
  app: elsewhere,
  browser,
}, info) => {
  test.slow()
  const server = await startServer()
  const context = await browser.newContext({ baseURL: server.url })
  const app = new App(await context.newPage())
  await app.open()
  await app.run()
  await expect(app.verdict).toContainText('Reconciled to the cent')
  const file = info.outputPath('home.recording.json')
  await app.saveRecording(file)
  expect(readFileSync(file, 'utf8')).not.toMatch(/[sr]k_(test|live)_|whsec_|_secret_/)

  await server.stop()
  await expect(app.recorded).toHaveText(/^Recorded \d{1,2} \w{3} \d{4}$/)
  await expect(app.runButton).toBeDisabled()
  await app.scrubTo('Home')
  await expect(app.block('Cleaning share')).not.toHaveAccessibleName(/succeeded/)
  await app.page.getByRole('button', { name: 'Replay', exact: true }).click()
  await expect(app.block('Cleaning share')).toHaveAccessibleName(/succeeded/, { timeout: 15_000 })
  await context.close()

  await elsewhere.openFile(file)
  await expect(elsewhere.recorded).toBeVisible()
  expect(await elsewhere.accounts()).toMatchObject({ 'Brightside Cleaning connected account': '$44.10' })
  await elsewhere.page.reload()
  await expect(elsewhere.recorded).toBeVisible()
  await elsewhere.select('Cleaning share')
  await expect(elsewhere.inspector.getByRole('button', { name: /transfers\.create/ })).toBeVisible()
  await elsewhere.runButton.click()
  await expect(elsewhere.recorded).toHaveCount(0)
  await expect(elsewhere.page.getByRole('tab', { name: /^Runs 1/ })).toBeVisible()
})

test('with Stripe out of reach a run waits, and the last one plays as a recording', async ({ browser }) => {
  test.slow()
  const stripe = await startServer('simulator')
  const server = await startServer('start', { SLUICE_SIMULATOR: stripe.url })
  const context = await browser.newContext({ baseURL: server.url })
  const app = new App(await context.newPage())
  await app.open()
  await app.run()

  await stripe.stop()
  await app.runButton.click()
  await expect(app.runs.getByText('The API cannot be reached')).toBeVisible({ timeout: 30_000 })
  await expect(app.block('Cleaning share')).not.toHaveAccessibleName(/succeeded/)
  await app.runs.getByRole('button', { name: /^Play the recording of / }).click()
  await expect(app.recorded).toBeVisible()
  await expect(app.verdict).toContainText('Reconciled to the cent')
  await expect(app.block('Cleaning share')).toHaveAccessibleName(/succeeded/)
  await context.close()
  await server.stop()
})
