import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, test } from 'vitest'
import { completeLock, missingFromLock } from './complete-lockfile.ts'

it('package-lock.json holds every optional package, so that npm ci takes it (cure: npx tsx tools/complete-lockfile.ts)', () => {
  const file = join(import.meta.dirname, '../../package-lock.json')
  expect(missingFromLock(JSON.parse(readFileSync(file, 'utf8')))).toEqual([])
})

const lockOf = (name: string) => ({
  lockfileVersion: 3,
  packages: {
    '': { name: 'x' },
    'node_modules/tool': { version: '1.0.0', dev: true, optionalDependencies: { [name]: '1.0.0' } },
  },
})

test.for([
  ['@t/darwin-arm64', { cpu: ['arm64'], os: ['darwin'] }],
  ['@t/binding-linux-x64-musl', { cpu: ['x64'], libc: ['musl'], os: ['linux'] }],
  ['@t/binding-linux-arm-gnueabihf', { cpu: ['arm'], libc: ['glibc'], os: ['linux'] }],
  ['@t/binding-win32-ia32-msvc', { cpu: ['ia32'], os: ['win32'] }],
] as const)('adds %s', ([name, platform]) => {
  const lock = lockOf(name)
  expect(missingFromLock(lock)).toEqual([`${name}@1.0.0`])
  const completed = completeLock(lock)
  const entry = { version: '1.0.0', ...platform, dev: true, optional: true }
  expect(completed).toMatchObject({ packages: { [`node_modules/${name}`]: entry } })
  expect(missingFromLock(completed)).toEqual([])
})

it('finds a package nested in the one that wants it, or further out', () => {
  const lock = lockOf('@t/linux-x64')
  const nested = { ...lock.packages, 'node_modules/tool/node_modules/@t/linux-x64': { version: '1.0.0' } }
  expect(missingFromLock({ packages: nested })).toEqual([])
})

it('does not guess', () => {
  expect(() => completeLock(lockOf('fancy'))).toThrow('add it by hand')
})
