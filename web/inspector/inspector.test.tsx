import { act } from 'react'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { blockId } from '#shared/flow/ids.ts'
import { flagship } from '#shared/templates/flagship.ts'
import { type Problem, useAnalysis } from '../analysis/analysis-store.ts'
import { documentStore } from '../document/document-store.ts'
import { useView } from '../view/view-store.ts'
import { InspectorPanel } from './InspectorPanel.tsx'
import { type Screen, show } from './test-screen.ts'

const split = blockId('spl')
let screen: Screen

const select = (...ids: string[]) => act(() => useView.setState({ selection: new Set(ids.map(blockId)) }))
const propsOf = (id: string) => documentStore.use.getState().document.graph.blocks[blockId(id)]?.props
const valueOf = (name: string) => screen.named(name, 'input').getAttribute('value')

beforeEach(() => {
  documentStore.open('test', flagship.document, 0)
  documentStore.setAccess('editing')
  useAnalysis.setState({ problems: [] })
  screen = show(<InspectorPanel />)
  select('spl')
})

afterEach(() => screen.close())

test('a percentage is typed as percent and kept in basis points; typing is one step back', () => {
  expect(valueOf('Commission')).toBe('10.00')
  screen.type('Commission', '1')
  screen.type('Commission', '12')
  screen.type('Commission', '12.5')
  expect(propsOf('spl')).toMatchObject({ commissionBps: 1250 })
  expect(valueOf('Commission')).toBe('12.5')
  act(() => void documentStore.undo())
  expect(propsOf('spl')).toMatchObject({ commissionBps: 1000 })
  expect(valueOf('Commission')).toBe('10.00')
})

test('an amount is typed in major units of the platform’s currency', () => {
  select('qA')
  expect(valueOf('Amount')).toBe('49.00')
  screen.type('Amount', '1,250.5')
  expect(propsOf('qA')).toMatchObject({ unitAmount: 125_050 })
})

test('text that is no amount says why, changes nothing, and goes when focus leaves', () => {
  select('qA')
  screen.type('Amount', '49.999')
  expect(screen.root.textContent).toContain('USD has 2 decimals')
  expect(screen.named('Amount', 'input').getAttribute('aria-invalid')).toBe('true')
  expect(propsOf('qA')).toMatchObject({ unitAmount: 4900 })
  screen.leave('Amount')
  expect(valueOf('Amount')).toBe('49.00')
  expect(screen.root.textContent).not.toContain('USD has 2 decimals')
})

test('what a check says about a field stands under it, with the fix that cures it', () => {
  const problem: Problem = {
    key: 'one',
    severity: 'error',
    code: 'connect/split-over-net',
    message: 'The shares take more than arrives',
    location: { at: 'block', id: split, field: 'commissionBps' },
    why: '',
    rule: '',
    risk: null,
    fixes: [
      {
        title: 'Raise the commission',
        patch: [{ op: 'block.set', id: split, set: { props: { commissionBps: 310 } } }],
      },
    ],
  }
  act(() => useAnalysis.setState({ problems: [problem] }))
  const field = screen.root.querySelector('[data-field="commissionBps"]')
  expect(field?.textContent).toContain('The shares take more than arrives')
  screen.press('Raise the commission')
  expect(propsOf('spl')).toMatchObject({ commissionBps: 310 })
})

test('blocks of one kind are changed together', () => {
  select('qA', 'qB', 'qC')
  expect(valueOf('Amount')).toBe('')
  screen.type('Amount', '20')
  expect(['qA', 'qB', 'qC'].map(id => propsOf(id)?.['unitAmount'])).toEqual([2000, 2000, 2000])
  act(() => void documentStore.undo())
  expect(['qA', 'qB', 'qC'].map(id => propsOf(id)?.['unitAmount'])).toEqual([4900, 7900, 3500])
})

test('names and addresses stand on one line, so that Enter makes no line break', () => {
  const product = Object.values(flagship.document.graph.blocks).find(({ kind }) => kind === 'product')
  select(product?.id ?? '')
  screen.type('Name', 'Window cleaning')
  expect(propsOf(product?.id ?? '')).toMatchObject({ name: 'Window cleaning' })
  select('cus')
  expect(screen.root.querySelectorAll('textarea')).toHaveLength(0)
})

test('a name that is emptied is not taken', () => {
  screen.type('Name of this split', 'Divide')
  expect(documentStore.use.getState().document.graph.blocks[split]?.label).toBe('Divide')
  screen.type('Name of this split', '')
  expect(documentStore.use.getState().document.graph.blocks[split]?.label).toBe('Divide')
})

const blockOf = (id: string) => documentStore.use.getState().document.graph.blocks[blockId(id)]

test('metadata is typed row by row; a row without a key changes nothing, and typing is one step back', () => {
  select('cus')
  screen.press('Metadata')
  expect(blockOf('cus')?.metadata).toBeUndefined()
  screen.type('Key', 'team')
  screen.type('Value', 'north')
  expect(blockOf('cus')?.metadata).toEqual({ team: 'north' })
  act(() => void documentStore.undo())
  expect(blockOf('cus')?.metadata).toBeUndefined()
  expect(screen.root.querySelector('[data-field="metadata.0.key"]')).toBeNull()
})

test('connections can be followed and taken away', () => {
  screen.press('Kept by the platform')
  expect([...useView.getState().selection]).toEqual(['plt'])
  select('spl')
  screen.press('Disconnect “Kept by the platform”')
  const { connections } = documentStore.use.getState().document.graph
  expect(Object.values(connections).some(({ from, to }) => from.block === 'spl' && to.block === 'plt')).toBe(
    false,
  )
})

test('the flow itself is shown while nothing is selected, and cannot be changed while another tab edits it', () => {
  select()
  screen.type('Name', 'Bundle')
  expect(documentStore.use.getState().document.name).toBe('Bundle')
  act(() => documentStore.setAccess('elsewhere'))
  expect(screen.named('Platform country').hasAttribute('disabled')).toBe(true)
})
