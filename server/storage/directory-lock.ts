import { copyFile, link, mkdir, readFile, rename, rm, unlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** A data directory is in use by a living process. */
export class DirectoryInUse extends Error {
  readonly code = 'data-directory-in-use'

  constructor(directory: string, pid: number) {
    super(
      `${directory} is in use by process ${String(pid)}. Stop that server, or start this one with another --data directory.`,
    )
    this.name = 'DirectoryInUse'
  }
}

type Holder = { readonly pid: number; readonly born: string }

let taken = 0

/**
 * Takes `<directory>/lock` for this process; the returned function gives it back. PGlite itself lets two
 * processes open one directory, and the second loses rows. A lock whose process is gone is taken over; a
 * process id that was given to another program is recognised by its start time (Linux).
 *
 * @throws DirectoryInUse when a living process holds it.
 */
export async function lockDirectory(directory: string): Promise<() => Promise<void>> {
  await mkdir(directory, { recursive: true })
  const lock = join(directory, 'lock')
  taken += 1
  const own = join(directory, `lock.${String(process.pid)}-${String(taken)}`)
  const text = JSON.stringify({ pid: process.pid, born: await bornAt(process.pid) })
  await writeFile(own, text)
  try {
    const holder = await take(lock, own)
    if (holder !== null) throw new DirectoryInUse(directory, holder.pid)
    return () => rm(lock, { force: true })
  } finally {
    await unlink(own)
  }
}

/**
 * Puts `own` at `lock`; null = done, else who has it. A dead holder's file is replaced only under a second
 * lock of the same kind: without it two that found the same dead holder could both win.
 */
async function take(lock: string, own: string): Promise<Holder | null> {
  for (;;) {
    if (await linkNew(own, lock)) return null
    const holder = await readHolder(lock)
    if (holder !== null && (await isAlive(holder))) return holder
    if (holder === null) continue
    const busy = await take(`${lock}.takeover`, own)
    if (busy !== null) return busy
    try {
      const now = await readHolder(lock)
      if (now === null) continue
      if (await isAlive(now)) return now
      await copyFile(own, `${own}.copy`)
      await rename(`${own}.copy`, lock)
      return null
    } finally {
      await rm(`${lock}.takeover`, { force: true })
    }
  }
}

/** Hard link = the one file operation that fails when the name exists and has the content from its start. */
async function linkNew(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to)
    return true
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false
    throw error
  }
}

async function readHolder(lock: string): Promise<Holder | null> {
  try {
    const value: unknown = JSON.parse(await readFile(lock, 'utf8'))
    if (typeof value !== 'object' || value === null) return { pid: 0, born: '' }
    const pid = 'pid' in value && typeof value.pid === 'number' ? value.pid : 0
    const born = 'born' in value && typeof value.born === 'string' ? value.born : ''
    return { pid, born }
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null
    if (error instanceof SyntaxError) return { pid: 0, born: '' }
    throw error
  }
}

async function isAlive({ pid, born }: Holder): Promise<boolean> {
  if (pid <= 0) return false
  try {
    process.kill(pid, 0)
  } catch (error) {
    if (hasCode(error, 'ESRCH')) return false
  }
  const now = await bornAt(pid)
  return now === '' || born === '' || now === born
}

/** Start time of a process in clock ticks since boot (field 22 of /proc/<pid>/stat); empty where there is no /proc. */
async function bornAt(pid: number): Promise<string> {
  try {
    const stat = await readFile(`/proc/${String(pid)}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''
  } catch {
    return ''
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
