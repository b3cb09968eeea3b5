import { join } from 'node:path'
import { differences, writePages } from './docs/compare.ts'
import { pages } from './docs/pages.ts'

/** `npm run docs` writes docs/blocks, docs/rules and docs/schema; with `--check` it fails where they differ. */
const docs = join(import.meta.dirname, '..', 'docs')
if (process.argv.includes('--check')) {
  const found = differences(docs, await pages())
  for (const line of found) console.error(line)
  if (found.length > 0) {
    console.error('Run `npm run docs` and commit what it writes.')
    process.exitCode = 1
  }
} else writePages(docs, await pages())
