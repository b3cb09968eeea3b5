import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { ensureArtifact } from '../build/artifact.js'
import { artifacts } from '../build/artifacts.js'
import type { Figure } from './figure.ts'

const root = join(import.meta.dirname, '..', '..')

/** What the editor of these sources loads first, compressed: every script and style that its page names. */
export async function bundleFigures(): Promise<readonly Figure[]> {
  const editor = await ensureArtifact(root, artifacts(root).web, line => console.log(line))
  const page = readFileSync(join(editor, 'index.html'), 'utf8')
  const named = [...page.matchAll(/(?:src|href)="\/([^"]+\.(?:js|css))"/g)].flatMap(match => match[1] ?? [])
  const sizes = named.map(path => gzipSync(readFileSync(join(editor, path))).length)
  const all = readdirSync(join(editor, 'assets')).filter(name => /\.(js|css)$/.test(name))
  const total = all.map(name => gzipSync(readFileSync(join(editor, 'assets', name))).length)
  const kilobytes = (bytes: readonly number[]) => bytes.reduce((sum, size) => sum + size, 0) / 1000
  return [
    {
      name: 'editor, first load, gzip',
      value: kilobytes(sizes),
      unit: 'kB',
      limit: 230,
      bound: 'most',
      comparison: { name: 'all its scripts and styles', value: kilobytes(total), unit: 'kB' },
    },
  ]
}
