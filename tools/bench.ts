import { execFileSync } from 'node:child_process'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { bundleFigures } from './bench/bundle-bench.ts'
import { canvasFigures } from './bench/canvas-bench.ts'
import { checkFigures } from './bench/check-bench.ts'
import { allKept, type Figure, figureLines } from './bench/figure.ts'
import { flagshipFigures } from './bench/flagship-bench.ts'
import { runFigures } from './bench/run-bench.ts'
import { simulatorFigures } from './bench/simulator-bench.ts'

/**
 * Speed, each figure beside what it is compared to in the same run. Limits are those for two slow cores.
 * Names on the command line pick parts: `npm run bench -- check canvas`. Exit code 1 when a limit is not kept.
 */
const parts: Readonly<Record<string, () => readonly Figure[] | Promise<readonly Figure[]>>> = {
  check: checkFigures,
  flagship: flagshipFigures,
  runs: runFigures,
  simulator: simulatorFigures,
  bundle: bundleFigures,
  canvas: canvasFigures,
}

const asked = process.argv.slice(2)
const unknown = asked.filter(name => !(name in parts))
if (unknown.length > 0)
  throw new Error(`no such part: ${unknown.join(', ')}; there are ${Object.keys(parts).join(', ')}`)

execFileSync(process.execPath, [join(import.meta.dirname, '../bin/sluice.js'), 'build'], { stdio: 'inherit' })
console.log(`${cpus().length} cores, Node ${process.version}`)
let kept = true
for (const [name, measure] of Object.entries(parts)) {
  if (asked.length > 0 && !asked.includes(name)) continue
  const figures = await measure()
  console.log(`\n${name}`)
  for (const line of figureLines(figures)) console.log(`  ${line}`)
  kept &&= allKept(figures)
}
process.exitCode = kept ? 0 : 1
