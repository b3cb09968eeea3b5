import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** A file that changed so shortly before it was read may change once more without showing another time. */
const settledMs = 2_000

/**
 * Hashes of the contents of files below a folder. A file is not read again as long as its size, its times and its place on
 * disk are those of the last reading; nobody can set the time of the last change (`ctime`) back.
 *
 * @typedef {object} FileHashes
 * @property {(path: string) => string} of hash of the file at a path below the folder
 * @property {() => void} save keeps what was learned for the next process
 */

/**
 * @param {string} root
 * @param {string | null} memory file in which hashes are kept; null = none are
 * @returns {FileHashes}
 */
export function fileHashes(root, memory) {
  const known = memory === null ? new Map() : read(memory)
  let isNews = false
  return {
    of(path) {
      const { size, mtimeMs, ctimeMs, ino } = statSync(join(root, path))
      const state = `${size} ${mtimeMs} ${ctimeMs} ${ino}`
      const before = known.get(path)
      if (before?.state === state) return before.hash
      const hash = createHash('sha256')
        .update(readFileSync(join(root, path)))
        .digest('base64url')
      if (Date.now() - ctimeMs > settledMs) {
        known.set(path, { state, hash })
        isNews = true
      }
      return hash
    },
    save() {
      if (memory === null || !isNews) return
      const unfinished = `${memory}.${process.pid}`
      mkdirSync(dirname(memory), { recursive: true })
      writeFileSync(unfinished, JSON.stringify(Object.fromEntries(known)))
      renameSync(unfinished, memory)
      isNews = false
    },
  }
}

/**
 * @param {string} memory
 * @returns {Map<string, { state: string, hash: string }>}
 */
function read(memory) {
  try {
    return existsSync(memory) ? new Map(Object.entries(JSON.parse(readFileSync(memory, 'utf8')))) : new Map()
  } catch (error) {
    if (error instanceof SyntaxError) return new Map()
    throw error
  }
}
