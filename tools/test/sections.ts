import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findChromium } from '../browser/find-chromium.ts'
import { type Counts, countsOf, playwrightCounts, vitestCounts } from './counts.ts'
import { type Command, runCommand } from './run-command.ts'
import type { Result } from './summary.ts'

/** A part of the test run. `run` prints what a person needs to see of a failure. */
export type Section = { readonly name: string; run(): Promise<Result> }

const minutes = 60
const reports = mkdtempSync(join(tmpdir(), 'sluice-test-'))

/** A command that either passes or not: one test. Silent unless it fails. */
function gate(name: string, run: Command['run'], cwd?: string): Section {
  return {
    name,
    async run() {
      const limit = 10 * minutes
      const { code, output, seconds } = await runCommand({
        run,
        limit,
        ...(cwd === undefined ? {} : { cwd }),
      })
      console.log(`\n── ${name}: ${code === 0 ? 'ok' : 'FAILED'} (${seconds.toFixed(1)} s)`)
      if (code !== 0) console.log(`${output.trimEnd()}\n   (${run.join(' ')})`)
      return { name, seconds, counts: code === 0 ? onePassed : oneFailed, note: '' }
    },
  }
}

const onePassed: Counts = { passed: 1, failed: 0, skipped: 0 }
const oneFailed: Counts = { passed: 0, failed: 1, skipped: 0 }

const unit: Section = {
  name: 'Unit',
  async run() {
    console.log('\n── Unit')
    const file = join(reports, 'unit.json')
    const run = ['vitest', 'run', '--reporter=dot', '--reporter=json', `--outputFile.json=${file}`] as const
    const { code, seconds } = await runCommand({ run, limit: 30 * minutes, live: true })
    return { name: 'Unit', seconds, counts: countsOf(code, vitestCounts, file), note: '' }
  },
}

const browser: Section = {
  name: 'Browser',
  async run() {
    console.log('\n── Browser')
    const started = performance.now()
    const found = await findChromium()
    console.log(found.told)
    if (found.path === null) {
      const seconds = (performance.now() - started) / 1000
      return { name: 'Browser', seconds, counts: oneFailed, note: found.told }
    }
    const file = join(reports, 'browser.json')
    const { code, seconds } = await runCommand({
      run: ['playwright', 'test', '--reporter=list,json'],
      env: {
        CHROMIUM_PATH: found.path,
        CHROMIUM_SANDBOX: found.sandbox ? '1' : '0',
        PLAYWRIGHT_JSON_OUTPUT_FILE: file,
      },
      limit: 30 * minutes,
      live: true,
    })
    return { name: 'Browser', seconds, counts: countsOf(code, playwrightCounts, file), note: found.told }
  },
}

/** What runs side by side, lane by lane; each lane in its order. Few cores: two lanes. */
export const quick: readonly (readonly Section[])[] = [
  [gate('Format', ['biome', 'check', '.']), gate('Types', ['tsc', '-b', '--noEmit'])],
  [gate('Lint', ['oxlint']), gate('Unused', ['knip', '--no-progress'])],
]

/** What takes all cores, one after another; `check:fast` stops after the first. */
export const unitSection = unit

/** The rest of the run, each with the machine to itself. */
export const slow: readonly Section[] = [
  gate('Docs', ['tsx', 'tools/write-docs.ts', '--check']),
  // From somewhere else, as a person may type it.
  gate('Build', ['node', join(import.meta.dirname, '../../bin/sluice.js'), 'build'], tmpdir()),
  browser,
]
