import { mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join, normalize } from 'node:path'

const BLOCK = 512

const PAGE = 8192

/**
 * Unpacks a tar of plain files and directories (as `makeSeedArchive` writes it) into a new directory.
 * Doing it by hand spares starting Postgres a second time, which is most of a first start.
 * @throws Error when the archive is cut off or names a place outside of the directory.
 */
export function unpack(archive: string, directory: string): void {
  const tar = readFileSync(archive)
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  let offset = 0
  while (offset + BLOCK <= tar.length && tar[offset] !== 0) {
    const path = join(field(tar, offset + 345, 155), field(tar, offset, 100))
    const size = Number.parseInt(field(tar, offset + 124, 12), 8) || 0
    const target = join(directory, normalize(`/${path}`))
    const start = offset + BLOCK
    if (start + size > tar.length) throw new Error(`${archive} is cut off at ${path}`)
    if (field(tar, offset + 156, 1) === '5') mkdirSync(target, { recursive: true, mode: 0o700 })
    else write(target, tar.subarray(start, start + size))
    offset = start + Math.ceil(size / BLOCK) * BLOCK
  }
}

/** The pages of zeros at the end of a file, which is most of the write-ahead log, are a hole and need no writing. */
function write(target: string, content: Buffer): void {
  let end = content.length
  while (end >= PAGE && content.subarray(end - PAGE, end).equals(ZEROS)) end -= PAGE
  writeFileSync(target, content.subarray(0, end), { mode: 0o600 })
  if (end < content.length) truncateSync(target, content.length)
}

const ZEROS = Buffer.alloc(PAGE)

function field(tar: Buffer, start: number, length: number): string {
  const text = tar.toString('utf8', start, start + length)
  const end = text.indexOf('\0')
  return (end === -1 ? text : text.slice(0, end)).trim()
}
