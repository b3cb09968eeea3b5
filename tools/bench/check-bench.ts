import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import path from 'node:path'
import { build } from 'vite'
import * as z from 'zod'
import type { Figure } from './figure.ts'

const root = path.join(import.meta.dirname, '../..')
const folder = path.join(root, 'node_modules/.cache/sluice-bench')

const figures = z.array(
  z.object({
    name: z.string(),
    value: z.number(),
    unit: z.string(),
    limit: z.number().exactOptional(),
    bound: z.enum(['most', 'least']),
    comparison: z.object({ name: z.string(), value: z.number(), unit: z.string() }).exactOptional(),
  }),
)

/**
 * Check of 10,000 blocks, in full and after edits, beside bpmnlint; compile and forecast of 1,000. Measured as people
 * run it, bundled: a loader that names every function at run time would be measured otherwise.
 */
export async function checkFigures(): Promise<readonly Figure[]> {
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    build: { ssr: path.join(import.meta.dirname, 'check/measure.ts'), outDir: folder, emptyOutDir: true },
  })
  const said = execFileSync(process.execPath, [path.join(folder, 'measure.js')], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  rmSync(folder, { recursive: true })
  return figures.parse(JSON.parse(said))
}
