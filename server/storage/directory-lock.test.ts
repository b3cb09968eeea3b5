import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { DirectoryInUse, lockDirectory } from './directory-lock.ts'
import { testDirectory } from './test-storage.ts'

const undo: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step()
})

async function directory(): Promise<string> {
  const made = await testDirectory()
  undo.push(made.remove)
  return made.path
}

it('refuses a second holder and says which process to stop', async () => {
  const path = await directory()
  const unlock = await lockDirectory(path)
  await expect(lockDirectory(path)).rejects.toThrow(
    `${path} is in use by process ${String(process.pid)}. Stop that server, or start this one with another --data directory.`,
  )
  await unlock()
  await (await lockDirectory(path))()
  expect(await readdir(path)).toEqual([])
})

it('takes over from a process that was killed', async () => {
  const path = await directory()
  const dead = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
  const pid = dead.pid ?? 0
  await writeFile(join(path, 'lock'), JSON.stringify({ pid, born: '' }))
  await expect(lockDirectory(path)).rejects.toThrow(DirectoryInUse)
  dead.kill('SIGKILL')
  await once(dead, 'exit')
  await (await lockDirectory(path))()
})

it.runIf(process.platform === 'linux')('sees that a process id now belongs to another program', async () => {
  const path = await directory()
  await writeFile(join(path, 'lock'), JSON.stringify({ pid: process.pid, born: '1' }))
  await (await lockDirectory(path))()
})

it('takes over a lock that was cut off while it was written', async () => {
  const path = await directory()
  await writeFile(join(path, 'lock'), '{"pi')
  await (await lockDirectory(path))()
})

it('gives a stale lock to exactly one of many', async () => {
  const path = await directory()
  await writeFile(join(path, 'lock'), JSON.stringify({ pid: 0, born: '' }))
  const tried = await Promise.allSettled(Array.from({ length: 12 }, () => lockDirectory(path)))
  expect(tried.filter(result => result.status === 'fulfilled')).toHaveLength(1)
})
