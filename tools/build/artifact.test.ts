import { spawn } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, expect, it, test } from 'vitest'
import { ensureArtifact, hashOf } from './artifact.js'
import { fileHashes } from './file-hashes.js'

let root = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'sluice-artifact-'))
  mkdirSync(join(root, 'src/deep'), { recursive: true })
  writeFileSync(join(root, 'src/deep/a.ts'), 'a')
  writeFileSync(join(root, 'src/a.test.ts'), 'a')
})
afterEach(() => {
  rmSync(root, { recursive: true })
})

const artifact = (make: (directory: string) => Promise<void>) => ({
  name: 'thing',
  inputs: ['src'],
  told: 'making',
  make,
})
const writeIt = async (directory: string) => {
  writeFileSync(join(directory, 'made.txt'), 'made')
}

test.for([
  ['an edited file', 'src/deep/a.ts', 'b', true],
  ['a new file', 'src/b.ts', '', true],
  ['an edited test', 'src/a.test.ts', 'b', false],
  ['the same text written again', 'src/deep/a.ts', 'a', false],
] as const)('%s: stale or not', ([, path, text, stale]) => {
  const before = hashOf(root, ['src'])
  writeFileSync(join(root, path), text)
  expect(hashOf(root, ['src']) !== before).toBe(stale)
})

it('knows a file that was not touched without reading it, over a restart', () => {
  const memory = join(root, 'dist/hashes.json')
  const path = join(root, 'src/deep/a.ts')
  const before = hashOf(root, ['src'])
  const remembered = (state: string): void => {
    mkdirSync(join(root, 'dist'), { recursive: true })
    writeFileSync(memory, JSON.stringify({ 'src/deep/a.ts': { state, hash: 'remembered' } }))
  }
  const again = (): string => hashOf(root, ['src'], fileHashes(root, memory))
  const { size, mtimeMs, ctimeMs, ino } = statSync(path)
  remembered(`${size} ${mtimeMs} ${ctimeMs} ${ino}`)
  expect(again()).not.toBe(before)
  remembered(`${size} ${mtimeMs} ${ctimeMs - 1} ${ino}`)
  expect(again()).toBe(before)
  writeFileSync(memory, '{"src/deep/a.ts":')
  expect(again()).toBe(before)
})

it('remembers no file that was changed just now', () => {
  const memory = join(root, 'dist/hashes.json')
  const hashes = fileHashes(root, memory)
  hashes.of('src/deep/a.ts')
  hashes.save()
  expect(existsSync(memory)).toBe(false)
})

it('is made once, and again when its sources change', async () => {
  const told: string[] = []
  const ensure = () => ensureArtifact(root, artifact(writeIt), line => told.push(line))
  const first = await ensure()
  expect(await ensure()).toBe(first)
  writeFileSync(join(root, 'src/b.ts'), '')
  expect(await ensure()).not.toBe(first)
  expect(told).toEqual(['making', 'making'])
  expect(readFileSync(join(first, 'made.txt'), 'utf8')).toBe('made')
})

it('leaves nothing behind when making it fails', async () => {
  const broken = artifact(() => Promise.reject(new Error('no space')))
  await expect(ensureArtifact(root, broken, () => {})).rejects.toThrow('no space')
  expect(readdirSync(join(root, 'dist'))).toEqual([])
})

it('takes over from a process that died while building', async () => {
  mkdirSync(join(root, 'dist'))
  const dead = spawn(process.execPath, ['-e', ''])
  await new Promise(resolve => dead.once('exit', resolve))
  writeFileSync(join(root, 'dist/thing.lock'), String(dead.pid))
  await ensureArtifact(root, artifact(writeIt), () => {})
  expect(readdirSync(join(root, 'dist'))).toEqual([expect.stringMatching(/^thing-/)])
})

it('is made by one of several processes that want it at once; all get it whole', async () => {
  const program = `
    import { writeFileSync } from 'node:fs'
    import { ensureArtifact } from ${JSON.stringify(pathToFileURL(join(import.meta.dirname, 'artifact.js')).href)}
    const make = async directory => {
      writeFileSync(directory + '/first.txt', String(process.pid))
      await new Promise(resolve => setTimeout(resolve, 300))
      writeFileSync(directory + '/last.txt', String(process.pid))
    }
    console.log(await ensureArtifact(${JSON.stringify(root)}, { name: 'thing', inputs: ['src'], told: 'making', make }, () => {}))
  `
  const outputs = await Promise.all(
    Array.from({ length: 4 }, async () => {
      const child = spawn(process.execPath, ['--input-type=module', '-e', program])
      let output = ''
      child.stdout.on('data', chunk => {
        output += String(chunk)
      })
      await new Promise(resolve => child.once('close', resolve))
      return output.trim()
    }),
  )
  const [path = ''] = outputs
  expect(new Set(outputs)).toEqual(new Set([path]))
  const text = (name: string) => readFileSync(join(path, name), 'utf8')
  expect(text('first.txt')).toBe(text('last.txt'))
  expect(readdirSync(join(root, 'dist'))).toHaveLength(1)
})
