import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, normalize } from 'node:path'
import { gunzipSync } from 'node:zlib'

const BLOCK = 512

/**
 * Unpacks a gzipped tar of plain files and directories (as `makeSeedArchive` writes it) into a new directory.
 * Doing it by hand spares starting Postgres a second time, which is most of a first start.
 * @throws Error when the archive is cut off or names a place outside of the directory.
 */
export function unpack(archive: string, directory: string): void {
  const tar = gunzipSync(readFileSync(archive))
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  let offset = 0
  while (offset + BLOCK <= tar.length && tar[offset] !== 0) {
    const path = join(field(tar, offset + 345, 155), field(tar, offset, 100))
    const size = Number.parseInt(field(tar, offset + 124, 12), 8) || 0
    const target = join(directory, normalize(`/${path}`))
    const start = offset + BLOCK
    if (start + size > tar.length) throw new Error(`${archive} is cut off at ${path}`)
    if (field(tar, offset + 156, 1) === '5') mkdirSync(target, { recursive: true, mode: 0o700 })
    else writeFileSync(target, tar.subarray(start, start + size), { mode: 0o600 })
    offset = start + Math.ceil(size / BLOCK) * BLOCK
  }
}

function field(tar: Buffer, start: number, length: number): string {
  const text = tar.toString('utf8', start, start + length)
  const end = text.indexOf('\0')
  return (end === -1 ? text : text.slice(0, end)).trim()
}
