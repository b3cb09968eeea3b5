import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { completeLock } from './lockfile/complete-lockfile.ts'

/** Adds to package-lock.json the optional packages that the registry at hand did not offer. */
const path = join(import.meta.dirname, '../package-lock.json')
writeFileSync(path, `${JSON.stringify(completeLock(JSON.parse(readFileSync(path, 'utf8'))), null, 2)}\n`)
