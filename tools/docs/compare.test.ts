import { mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { differences, writePages } from './compare.ts'

it('tells what differs, and writing it ends the difference', () => {
  const docs = mkdtempSync(join(tmpdir(), 'sluice-docs-'))
  mkdirSync(join(docs, 'blocks'))
  mkdirSync(join(docs, 'adr'))
  writeFileSync(join(docs, 'blocks/old.md'), 'x')
  writeFileSync(join(docs, 'blocks/changed.md'), 'x')
  writeFileSync(join(docs, 'adr/0001.md'), 'written by hand')
  const pages = new Map([
    ['blocks/changed.md', 'y'],
    ['rules/billing/new.md', 'z'],
  ])
  expect(differences(docs, pages)).toEqual([
    'docs/blocks/old.md is of nothing that still exists',
    'docs/blocks/changed.md is out of date',
    'docs/rules/billing/new.md is missing',
  ])
  writePages(docs, pages)
  expect(differences(docs, pages)).toEqual([])
  expect(readdirSync(join(docs, 'adr'))).toEqual(['0001.md'])
})
