import 'fake-indexeddb/auto'
import { expect, it, vi } from 'vitest'
import { emptyDocument } from '#shared/flow/document.ts'
import { startAutosave } from './autosave.ts'
import { createDocumentStore } from './document-store.ts'
import { type Journal, openJournal } from './journal.ts'

const setUp = async (name: string, change: (journal: Journal) => Journal = journal => journal) => {
  const journal = await openJournal(name)
  const document = emptyDocument('Start', '2026-10-28.endive')
  await journal.keep('f', document, { seq: 0, at: 0 })
  const store = createDocumentStore(() => 7)
  store.open('f', document, 0)
  store.setAccess('editing')
  const onConflict = vi.fn<() => void>()
  const autosave = startAutosave(store, { journal: change(journal), writer: 'tab', now: () => 7, onConflict })
  const rename = (text: string) => store.change([{ op: 'flow.set', name: text }], { label: 'Rename' })
  return { journal, store, autosave, rename, onConflict }
}

it('keeps every change at once, undo included', async () => {
  const { journal, store, rename } = await setUp('every')
  rename('One')
  rename('Two')
  store.undo()
  expect(store.use.getState().save.state).toBe('saving')
  await vi.waitFor(() => expect(store.use.getState().save).toEqual({ state: 'saved', at: 7 }))
  expect(await journal.load('f')).toMatchObject({ seq: 3, document: { name: 'One' } })
})

it('says what to do when nothing can be kept, and loses nothing when it can be again', async () => {
  let full = true
  const { journal, store, rename } = await setUp('full', real => ({
    ...real,
    append: async patches => {
      if (full) throw new DOMException('no room', 'QuotaExceededError')
      await real.append(patches)
    },
  }))
  rename('One')
  await vi.waitFor(() => expect(store.use.getState().save.state).toBe('failed'))
  expect(store.use.getState().save).toMatchObject({ reason: expect.stringContaining('no room left') })
  full = false
  rename('Two')
  await vi.waitFor(() => expect(store.use.getState().save.state).toBe('saved'))
  expect(await journal.load('f')).toMatchObject({ seq: 2, document: { name: 'Two' } })
})

it('takes a snapshot from time to time', async () => {
  const { journal, store, rename } = await setUp('snapshots')
  for (let count = 1; count <= 120; count += 1) rename(`Name ${count}`)
  await vi.waitFor(() => expect(store.use.getState().save.state).toBe('saved'))
  await vi.waitFor(async () => expect((await journal.list())[0]?.seq).toBeGreaterThanOrEqual(100))
  expect(await journal.load('f')).toMatchObject({ seq: 120, document: { name: 'Name 120' } })
})

it('notices another tab that wrote over it', async () => {
  const { journal, rename, onConflict } = await setUp('conflict')
  await journal.append([
    { flow: 'f', seq: 1, writer: 'other', patch: [{ op: 'flow.set', name: 'Theirs' }], at: 1 },
  ])
  rename('Mine')
  await vi.waitFor(() => expect(onConflict).toHaveBeenCalledOnce())
  expect(await journal.load('f')).toMatchObject({ document: { name: 'Theirs' } })
})

it('keeps everything when asked to hand over', async () => {
  const { journal, autosave, rename } = await setUp('flush')
  rename('One')
  await autosave.flush()
  expect((await journal.list())[0]).toMatchObject({ seq: 1, name: 'One' })
})
