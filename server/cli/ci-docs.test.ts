import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, test } from 'vitest'
import { serialise } from '#shared/flow/serialise.ts'
import { flagship } from '#shared/templates/flagship.ts'
import { sluice } from './test-terminal.ts'

const page = readFileSync(join(import.meta.dirname, '../../docs/ci.md'), 'utf8')

/** Every command that the page tells people to type, without what the shell does with its output. */
const commands = [...page.matchAll(/npx sluice ([^\n>|]+)/g)].map(([, words = '']) => words.trim().split(' '))

const home = join(mkdtempSync(join(tmpdir(), 'sluice-ci-')), 'home.flow.json')
writeFileSync(home, serialise(flagship.document))

const DESIGNS = 'flows/*.flow.json'

test.for(commands.map(words => [words.join(' '), words] as const))('%s works', async ([, words]) => {
  const { code, out, err } = await sluice(words.map(word => (word === DESIGNS ? home : word)))
  expect(err).toBe('')
  expect(code).toBe(0)
  expect(out).not.toBe('')
})

it('checks designs as SARIF, and uploads the file that the check writes', () => {
  const [, written = ''] = /--format sarif > (\S+)/.exec(page) ?? []
  expect(commands).toContainEqual(['check', DESIGNS, '--format', 'sarif'])
  expect(page).toContain('github/codeql-action/upload-sarif@')
  expect(/sarif_file: (\S+)/.exec(page)?.[1]).toBe(written)
})
