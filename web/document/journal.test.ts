import 'fake-indexeddb/auto'
import { expect, it } from 'vitest'
import { emptyDocument } from '#shared/flow/document.ts'
import type { GraphPatch } from '#shared/flow/edits.ts'
import { type KeptPatch, openJournal, UnreadableFlow, WrittenElsewhere } from './journal.ts'

const rename = (name: string): GraphPatch => [{ op: 'flow.set', name }]
const kept = (seq: number, name: string, writer = 'one'): KeptPatch => ({
  flow: 'f',
  seq,
  writer,
  patch: rename(name),
  at: seq,
})
const open = async (name: string) => {
  const journal = await openJournal(name)
  await journal.keep('f', emptyDocument('Start', '2026-10-28.endive'), { seq: 0, at: 0 })
  return journal
}

it('gives back the snapshot with every patch since', async () => {
  const journal = await open('patches')
  await journal.append([kept(1, 'One')])
  await journal.append([kept(2, 'Two')])
  expect(await journal.load('f')).toMatchObject({ seq: 2, document: { name: 'Two' } })
})

it('survives closing', async () => {
  const journal = await open('closing')
  await journal.append([kept(1, 'One')])
  await journal.setLastOpened('f')
  journal.close()
  const again = await openJournal('closing')
  expect(await again.lastOpened()).toBe('f')
  expect(await again.load('f')).toMatchObject({ seq: 1, document: { name: 'One' } })
})

it('drops the patches that a snapshot holds', async () => {
  const journal = await open('snapshot')
  await journal.append([kept(1, 'One'), kept(2, 'Two')])
  await journal.keep('f', emptyDocument('Two', '2026-10-28.endive'), { seq: 2, at: 2 })
  await journal.append([kept(3, 'Three')])
  expect(await journal.load('f')).toMatchObject({ seq: 3, document: { name: 'Three' } })
})

it('may write the same patches again, but refuses those of another tab', async () => {
  const journal = await open('two tabs')
  await journal.append([kept(1, 'One')])
  await journal.append([kept(1, 'One'), kept(2, 'Two')])
  await expect(journal.append([kept(2, 'Other', 'two')])).rejects.toThrow(WrittenElsewhere)
  expect(await journal.load('f')).toMatchObject({ seq: 2, document: { name: 'Two' } })
})

it('stops at a gap instead of applying what does not follow', async () => {
  const journal = await open('gap')
  await journal.append([kept(1, 'One')])
  await journal.append([kept(3, 'Three')])
  expect(await journal.load('f')).toMatchObject({ seq: 1, document: { name: 'One' } })
})

it('says why a flow cannot be read and leaves it as it is', async () => {
  const journal = await open('unreadable')
  await journal.keep('f', { ...emptyDocument('New', 'v'), version: 99 }, { seq: 0, at: 1 })
  await expect(journal.load('f')).rejects.toThrow(UnreadableFlow)
  await expect(journal.load('f')).rejects.toThrow('version 99')
  expect(await journal.list()).toHaveLength(1)
})

it('lists what changed last first, and forgets', async () => {
  const journal = await open('list')
  await journal.keep('g', emptyDocument('Later', 'v'), { seq: 0, at: 9 })
  expect((await journal.list()).map(flow => flow.id)).toEqual(['g', 'f'])
  await journal.forget('g')
  expect(await journal.load('g')).toBeNull()
})
