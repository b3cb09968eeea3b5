import { expect } from '@playwright/test'
import { test } from './test.ts'

test('a block tells after a run what was sent and answered, and the call is copied as code', async ({
  app,
}) => {
  await app.page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await app.run()
  await app.select('Cleaning share')
  await app.inspector.getByRole('button', { name: /transfers\.create/ }).click()
  const call = app.page.getByRole('dialog')
  await expect(call.getByRole('region', { name: 'Request' })).toContainText('"amount": 4410')
  await expect(call.getByRole('region', { name: 'Response' })).toContainText('"object": "transfer"')
  await expect(call).toContainText('Idempotency key')
  const [object] = await Promise.all([
    app.page.waitForEvent('popup'),
    call.getByRole('link', { name: /^Open in the simulator/ }).click(),
  ])
  await expect(object.locator('pre')).toContainText('"amount": 4410')
  await object.close()
  const copied = () => app.page.evaluate(() => navigator.clipboard.readText())
  await call.getByRole('button', { name: 'Copy as curl' }).click()
  await expect.poll(copied).toContain('api.stripe.com}/v1/transfers"')
  await call.getByRole('button', { name: 'Copy as TypeScript' }).click()
  await expect.poll(copied).toContain('await stripe.transfers.create(')
  expect(await copied()).not.toMatch(/sk_test|rk_test/)
})

test('a block that is edited after its run is marked as stale, also after a reload', async ({ app }) => {
  await app.run()
  await app.type('Pay each provider', 'Commission', '12')
  const card = app.canvas.getByRole('treeitem', { name: /Pay each provider/ })
  await expect(card).toHaveAccessibleName(/edited/)
  await app.page.reload()
  await expect(card).toHaveAccessibleName(/edited/)
})

test('a finished run is scrubbed back and forth, and stands beside another one', async ({ app }) => {
  test.slow()
  await app.run()
  const time = app.page.getByRole('slider', { name: 'Time in the run' })
  await time.focus()
  await app.page.keyboard.press('Home')
  await expect(app.block('Cleaning share')).not.toHaveAccessibleName(/succeeded/)
  await app.page.keyboard.press('End')
  await expect(app.block('Cleaning share')).toHaveAccessibleName(/succeeded/)

  await app.chooseScenario('First renewal')
  await app.runButton.click()
  await app.runIsOver(2)
  await expect(app.verdict).toContainText('Reconciled to the cent')
  await app.runs.getByRole('combobox', { name: 'Compare with' }).click()
  await app.page.getByRole('option', { name: /^Run 1/ }).click()
  const account = app.runs.getByRole('row', { name: /^Brightside Cleaning/ })
  await expect(account).toContainText('$88.20')
  await expect(account).toContainText('$44.10')
  await expect(app.runs.getByRole('row', { name: /Advance the clock/ }).first()).toContainText('not in it')
})

test('what can happen is played from the run panel, and the path that it takes lights up', async ({
  app,
}) => {
  await app.page.getByRole('tab', { name: /Runs/ }).click()
  test.slow()
  const happenings = [
    ['Declined renewal, recovered', 'Smart retries', 'Attach a card that will be declined'],
    ['Renewal that needs authentication', 'Paid', 'The customer authenticates on the bank’s page'],
    ['Dispute, lost', 'Card dispute', 'Take the share back'],
    ['Full refund', 'Refund one service', 'Take back a share with “Take back shares”'],
  ] as const
  for (const [before, [what, block, call]] of happenings.entries()) {
    await app.page.getByRole('button', { name: 'What if…' }).click()
    await app.page.getByRole('menuitem', { name: what, exact: true }).click()
    await app.runIsOver(before + 1)
    await expect(app.verdict).toContainText('Reconciled to the cent')
    await expect(app.block(block)).toHaveAccessibleName(/succeeded/)
    await app.showPart('Operations')
    await expect(app.operation(call).first()).toBeVisible()
  }
  await expect(app.block('Brightside Cleaning')).toContainText('$0.00')
  await expect(app.block('Kept by the platform')).toContainText('−$5.03')
})
