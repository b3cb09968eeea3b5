import { expect } from '@playwright/test'
import { sluice } from './command-line.ts'
import { test } from './test.ts'

test('the checks of the screen run in CI: the same findings, as JSON and SARIF, exit code 1 on errors', async ({
  app,
}, info) => {
  const clean = info.outputPath('clean.flow.json')
  await app.saveAs(clean)
  expect((await sluice('check', clean)).code).toBe(0)

  await app.disconnect('Pay each provider', 'Kept by the platform')
  await expect(app.problem('connect/split-remainder-unowned')).toHaveCount(1)
  const wrong = info.outputPath('wrong.flow.json')
  await app.saveAs(wrong)
  const onScreen = await app.rules()

  const json = await sluice('check', wrong, '--format', 'json')
  expect(json.code).toBe(1)
  const answer = JSON.parse(json.out)
  expect(answer.diagnostics.map(({ code }: { code: string }) => code).toSorted()).toEqual(onScreen)
  expect(answer.counts).toMatchObject({ error: 1 })

  const sarif = await sluice('check', wrong, '--format', 'sarif')
  expect(sarif.code).toBe(1)
  const [run] = JSON.parse(sarif.out).runs
  const level = (ruleId: string) =>
    run.results.find((result: { ruleId: string }) => result.ruleId === ruleId).level
  expect(run.results.map(({ ruleId }: { ruleId: string }) => ruleId).toSorted()).toEqual(onScreen)
  expect(level('connect/split-remainder-unowned')).toBe('error')
  expect(run.results[0].locations[0].physicalLocation.artifactLocation.uri).toContain('wrong.flow.json')

  const both = await sluice('check', clean, wrong)
  expect(both.code).toBe(1)
  expect(both.out).toContain('connect/split-remainder-unowned')
})
