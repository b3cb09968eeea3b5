import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runDetailSchema } from '#shared/api/runs.ts'
import { serialise } from '#shared/flow/serialise.ts'
import { flagship } from '#shared/templates/flagship.ts'
import { keyFrom, verdictOf } from './stripe/verdict.ts'

/**
 * Runs the flagship for two months against a Stripe sandbox, with the command line that people use, and compares
 * what Stripe booked with the forecast. Without a key it says SKIPPED and why, and exits with 0.
 */
const key = keyFrom(process.env)
if (key.state === 'skipped') console.log(`SKIPPED: ${key.reason}`)
else if (key.state === 'refused') {
  console.error(key.reason)
  process.exitCode = 2
} else {
  const root = join(import.meta.dirname, '..')
  const directory = mkdtempSync(join(tmpdir(), 'sluice-stripe-'))
  try {
    const file = join(directory, 'flagship.flow.json')
    writeFileSync(file, serialise(flagship.document))
    const sluice = join(root, 'bin', 'sluice.js')
    execFileSync(process.execPath, [sluice, 'build'], { stdio: 'inherit' })
    const { stdout } = spawnSync(process.execPath, [sluice, 'run', file, '--months', '2', '--json'], {
      stdio: ['ignore', 'pipe', 'inherit'],
      maxBuffer: 2 ** 26,
      encoding: 'utf8',
    })
    const { ok, lines } = verdictOf(stdout === '' ? null : runDetailSchema.parse(JSON.parse(stdout)))
    for (const line of lines) console.log(line)
    process.exitCode = ok ? 0 : 1
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}
