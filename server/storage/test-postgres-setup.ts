import type { TestProject } from 'vitest/node'
import { startPostgres } from './test-postgres.ts'

declare module 'vitest' {
  // oxlint-disable-next-line typescript/consistent-type-definitions -- what is added to Vitest's interface has to be one
  interface ProvidedContext {
    readonly postgres: string
  }
}

/** One PostgreSQL for the test project `postgres`. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { url, stop } = await startPostgres()
  project.provide('postgres', url)
  return stop
}
