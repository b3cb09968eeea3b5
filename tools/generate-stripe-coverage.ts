import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { coveragePage } from '../server/simulator/inside/coverage-page.ts'
import { endpoints } from '../server/simulator/resources/index.ts'

/** Writes docs/simulator.md from the endpoints that the simulator implements. */
writeFileSync(path.join(import.meta.dirname, '../docs/simulator.md'), coveragePage(endpoints))
