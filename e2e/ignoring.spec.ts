import { expect } from '@playwright/test'
import { sluice } from './command-line.ts'
import { test } from './test.ts'

const reason = 'Two dollars a month were agreed with the client'

test('advice is switched off on one block for a reason, which stands in the report, and comes back', async ({
  app,
}, info) => {
  const problem = app.problem('money/mau-heavy')
  await problem.getByRole('button', { name: 'Ignore with a reason' }).click()
  await expect(problem.getByRole('button', { name: 'Ignore', exact: true })).toBeDisabled()
  await problem.getByRole('textbox', { name: 'Reason' }).fill(reason)
  await problem.getByRole('button', { name: 'Ignore', exact: true }).click()
  await expect(problem).toHaveCount(0)

  const file = info.outputPath('ignored.flow.json')
  await app.saveAs(file)
  const { diagnostics } = JSON.parse((await sluice('check', file, '--format', 'json')).out)
  expect(diagnostics).toContainEqual(expect.objectContaining({ code: 'money/mau-heavy', suppressed: reason }))

  await app.page.getByText('Ignored, 1').click()
  await expect(app.page.getByText(`“${reason}”`)).toBeVisible()
  await app.page.getByRole('button', { name: 'Report it again' }).click()
  await expect(problem).toHaveCount(1)
})

test('a suppression that hides nothing any more is reported, and removed by its fix', async ({ app }) => {
  await app.ignore(app.problem('money/mau-heavy'), reason)
  await expect(app.problem('money/mau-heavy')).toHaveCount(0)
  const unused = app.problem('check/unused-suppression')
  await expect(unused).toHaveCount(0)
  await app.type('Pay each provider', 'Commission', '60')
  await expect(unused).toContainText('suppresses nothing')
  expect(await app.fix(unused)).toBe(true)
  await expect(unused).toHaveCount(0)
})

test('an error cannot be switched off', async ({ app }) => {
  await app.disconnect('Pay each provider', 'Kept by the platform')
  const error = app.problem('connect/split-remainder-unowned')
  await expect(error).toHaveCount(1)
  await expect(error.getByRole('button', { name: 'Ignore with a reason' })).toHaveCount(0)
})
