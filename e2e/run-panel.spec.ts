import { expect } from '@playwright/test'
import { putMoneyOn } from './simulator.ts'
import { test } from './test.ts'

test('a run that was refused goes on from the call that failed, once its cause is mended', async ({
  app,
  server,
}) => {
  await app.select('Landscaping share')
  await app.inspector.getByRole('switch', { name: 'Tied to its charge' }).click()
  await app.runButton.click()
  await expect(app.block('Landscaping share')).toHaveAccessibleName(/failed/, { timeout: 45_000 })
  await expect(app.block('Landscaping share')).toContainText('Balance insufficient')
  const refused = app.operation('Transfer to “Fernway Landscaping”')
  await expect(refused.getByRole('img', { name: 'Failed' })).toBeVisible()
  const made = await app.operations.count()

  // A cent more than the share of 71.10.
  await putMoneyOn(server.url, 7111)
  await app.page.getByRole('button', { name: 'Resume' }).click()
  await expect(app.verdict).toContainText('Reconciled to the cent', { timeout: 45_000 })
  await expect(app.block('Landscaping share')).toHaveAccessibleName(/succeeded/)
  await app.showPart('Operations')
  expect(await app.operations.count()).toBe(made)
})

test('a month later the renewal is paid and divided again, and the replay goes through both', async ({
  app,
}) => {
  await app.run()
  await app.page.getByRole('button', { name: 'Advance one month' }).click()
  await app.runIsOver(2)
  await expect(app.block('Brightside Cleaning')).toContainText('+$88.20')
  await app.showPart('Operations')
  await expect(app.operation('Transfer to “Brightside Cleaning”')).toHaveCount(2)

  await app.scrubTo('Home')
  const between = await app.amountsOf(app.block('Brightside Cleaning'), 24)
  expect(between).toEqual(['+$44.10', '+$88.20'])
})

test('what happens in a scenario is told and changed with the keyboard where the canvas has the inspector’s room', async ({
  app,
}) => {
  const { page } = app
  const button = page.getByRole('button', { name: 'What happens in the scenario' })
  await expect(app.inspector).toHaveCount(0)
  await button.press('Enter')
  const panel = page.getByRole('dialog', { name: 'What happens in the scenario' })
  const happens = panel.getByRole('list', { name: 'What happens' }).getByRole('listitem')
  await expect(panel.getByRole('textbox', { name: 'Name' })).toBeFocused()
  await expect(happens).toHaveCount(0)
  await panel.getByRole('button', { name: 'Add what happens…' }).press('Enter')
  await page.getByRole('menuitem', { name: 'Full refund', exact: true }).press('Enter')
  await expect(happens).toHaveText([/^Refund Refund one service/])
  await panel.getByRole('textbox', { name: /^Days after/ }).fill('3')
  await panel.getByRole('button', { name: /^Leave out: Refund/ }).press('Enter')
  await expect(happens).toHaveCount(0)
  await page.keyboard.press('Escape')
  await expect(panel).toHaveCount(0)
  await expect(button).toBeFocused()
})
