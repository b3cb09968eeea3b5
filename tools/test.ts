import { quick, type Section, slow, unitSection } from './test/sections.ts'
import { type Result, summary } from './test/summary.ts'

/**
 * Everything that proves this repository: format, lint, types, unused code, unit, docs, build, browser.
 * `--fast` stops after unit. Exit code 1 when anything failed.
 */
const fast = process.argv.includes('--fast')
const started = performance.now()

async function inOrder(sections: readonly Section[]): Promise<Result[]> {
  const results: Result[] = []
  for (const section of sections) results.push(await section.run())
  return results
}

const lanes = await Promise.all(quick.map(inOrder))
const results = [...lanes.flat(), ...(await inOrder(fast ? [unitSection] : [unitSection, ...slow]))]
console.log(summary(results, (performance.now() - started) / 1000))
process.exitCode = results.some(result => result.counts.failed > 0) ? 1 : 0
