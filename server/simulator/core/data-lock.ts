import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import path from 'node:path'
import { DataError } from './data-error.ts'

/** Folders that this very process holds: a lock with its number from an earlier life is stale. */
const held = new Set<string>()

function isAlive(pid: number): boolean {
  if (pid === process.pid) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/**
 * Makes sure that nobody else writes to a data folder: two writers would lose each other's requests. Answers what
 * gives the folder free. Throws, with what to do, when a living process holds it; a dead one's lock is taken over.
 */
export function lockFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true })
  const name = path.join(path.resolve(folder), 'lock')
  for (let tries = 0; ; tries += 1) {
    try {
      const file = openSync(name, 'wx')
      writeSync(file, String(process.pid))
      closeSync(file)
      held.add(name)
      return () => {
        held.delete(name)
        rmSync(name, { force: true })
      }
    } catch (error) {
      if (!(error instanceof Error) || !('code' in error) || error.code !== 'EEXIST' || tries > 2) throw error
      const pid = Number(readFileSync(name, 'utf8'))
      if (held.has(name) || isAlive(pid))
        throw new DataError(
          `The simulator's data in ${folder} is in use by process ${pid}. Stop it, or choose another folder with --data.`,
          { cause: error },
        )
      rmSync(name, { force: true })
    }
  }
}
