import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { coveragePage } from './inside/coverage-page.ts'
import { endpoints } from './resources/index.ts'

it('is described as it is: run `npx tsx tools/generate-stripe-coverage.ts` after adding an endpoint', () => {
  const page = readFileSync(path.join(import.meta.dirname, '../../docs/simulator.md'), 'utf8')
  expect(page).toBe(coveragePage(endpoints))
})
