import { expect, it } from 'vitest'
import { emptyDocument } from '#shared/flow/document.ts'
import type { GraphPatch } from '#shared/flow/edits.ts'
import { blockId } from '#shared/flow/ids.ts'
import { createDocumentStore } from './document-store.ts'

const add = (id: string): GraphPatch => [
  { op: 'block.add', block: { id: blockId(id), kind: 'customer', label: id, props: {} } },
  { op: 'block.move', id: blockId(id), x: 8, y: 16 },
]

const editing = () => {
  let clock = 0
  const store = createDocumentStore(() => clock++)
  store.open('flow-1', emptyDocument('Empty', 'v'), 0)
  store.setAccess('editing')
  const heard: [GraphPatch, number][] = []
  store.onPatch((patch, seq) => heard.push([patch, seq]))
  return { store, heard }
}

it('undoes and redoes every change, and numbers every patch', () => {
  const { store, heard } = editing()
  const empty = store.use.getState().document
  store.change(add('a'), { label: 'Add a' })
  const one = store.use.getState().document
  store.change([{ op: 'block.remove', id: blockId('a') }], { label: 'Delete a' })
  store.undo()
  expect(store.use.getState().document).toEqual(one)
  store.undo()
  expect(store.use.getState().document).toEqual(empty)
  store.redo()
  expect(store.use.getState().document).toEqual(one)
  expect(store.use.getState().seq).toBe(5)
  expect(heard.map(([, seq]) => seq)).toEqual([1, 2, 3, 4, 5])
})

it('changes nothing when a patch does not fit', () => {
  const { store, heard } = editing()
  const before = store.use.getState()
  expect(() => store.change([...add('a'), ...add('a')], { label: 'Twice' })).toThrow('already a block')
  expect(store.use.getState()).toBe(before)
  expect(heard).toEqual([])
})

it('refuses changes while another tab edits, but follows them', () => {
  const { store, heard } = editing()
  store.setAccess('elsewhere')
  expect(store.change(add('a'), { label: 'Add a' })).toBe(false)
  store.follow(add('b'), 7)
  expect(Object.keys(store.use.getState().document.graph.blocks)).toEqual(['b'])
  expect(store.use.getState().seq).toBe(7)
  expect(store.undo()).toBe(false)
  expect(heard).toEqual([])
})

it('joins typing into one step', () => {
  const { store } = editing()
  store.change(add('a'), { label: 'Add a' })
  for (const label of ['N', 'Ne', 'New']) {
    store.change([{ op: 'block.set', id: blockId('a'), set: { label } }], {
      label: 'Rename',
      merge: 'label:a',
    })
  }
  store.undo()
  expect(store.use.getState().document.graph.blocks[blockId('a')]?.label).toBe('a')
})
