import { act } from 'react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { blockId } from '#shared/flow/ids.ts'
import { flagship } from '#shared/templates/flagship.ts'
import { learn } from '../commands/learn.ts'
import { documentStore } from '../document/document-store.ts'
import { type Screen, show } from '../inspector/test-screen.ts'
import { openKnowledge, useKnowledge } from '../view/knowledge.ts'
import { useView } from '../view/view-store.ts'
import { KnowledgePanel } from './KnowledgePanel.tsx'
import { useRules } from './rules.ts'

let screen: Screen

const App = () => {
  const open = useView(view => view.overlay === 'knowledge')
  return open ? <KnowledgePanel /> : null
}
const page = (): string => document.querySelector('article')?.textContent ?? ''
const heading = (): string => document.querySelector('article h2')?.textContent ?? ''
const search = (): Element | null => document.querySelector('input[type="search"]')
const key = (name: string): void => {
  act(() => {
    document.activeElement?.dispatchEvent(
      new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true }),
    )
  })
}

/** jsdom has no media queries; the page's theme asks for one. */
const light = (): MediaQueryList =>
  Object.assign(new EventTarget(), {
    matches: false,
    media: '',
    onchange: null,
    addListener: () => {},
    removeListener: () => {},
  })

beforeEach(() => {
  window.matchMedia = light
  documentStore.open('test', flagship.document, 0)
  useView.setState({ overlay: null, selection: new Set() })
  screen = show(<App />)
})
afterEach(() => screen.close())

test('F1 tells about the selected block, and closes again', () => {
  act(() => useView.setState({ selection: new Set([blockId('rf')]) }))
  act(() => learn.perform())
  expect(heading()).toBe('Refund')
  expect(page()).toContain('When to take it')
  expect(page()).toContain('refunds.create')
  expect(page()).toContain('Refund one service')
  expect(document.querySelector('figure svg')?.getAttribute('role')).toBe('img')
  act(() => learn.perform())
  expect(document.querySelector('article')).toBeNull()
})

test('leads from page to page and back', () => {
  act(() => learn.perform())
  expect(heading()).toBe('Learn while you draw')
  screen.press('PaymentIntent')
  expect(heading()).toBe('PaymentIntent')
  screen.press('Subscription')
  screen.press('PaymentIntent')
  expect(useKnowledge.getState().trail).toHaveLength(3)
  screen.press('Subscription')
  expect(heading()).toBe('Subscription')
})

test('finds by what is needed, rules too, and Enter opens the best answer', { timeout: 25_000 }, async () => {
  act(() => learn.perform())
  expect(document.activeElement).toBe(search())
  screen.type('Search blocks, guides, states and rules', 'chargeback')
  expect(document.querySelector('[data-line] strong')?.textContent).toBe('Dispute')
  key('Enter')
  expect(heading()).toBe('Dispute')
  await act(() => vi.waitFor(() => expect(useRules.getState().state).toBe('here'), 20_000))
  screen.type('Search blocks, guides, states and rules', 'connect/refund-no-reversal')
  key('Enter')
  expect(page()).toContain('Why')
  screen.type('Search blocks, guides, states and rules', 'xyzzy')
  expect(document.querySelector('nav [role="status"]')?.textContent).toContain('Nothing answers to that')
})

test('arrows walk from the search through the lines', () => {
  act(() => learn.perform())
  key('ArrowDown')
  expect(document.activeElement?.textContent).toContain('Before you go live')
  key('ArrowDown')
  expect(document.activeElement?.textContent).toBe('Questions to ask first')
  key('ArrowUp')
  key('ArrowUp')
  expect(document.activeElement).toBe(search())
})

test('the checklist follows the design and leads to its blocks', () => {
  act(() => openKnowledge({ about: 'checklist' }))
  expect(page()).toContain('Set the retries and their end in the Dashboard')
  screen.press('Home services bundle')
  expect(useView.getState().overlay).toBeNull()
  expect([...useView.getState().selection]).toEqual([blockId('sub')])
})

test('pictures follow the design as it changes', () => {
  act(() => openKnowledge({ about: 'object', id: 'dispute' }))
  const dashed = (): number => document.querySelectorAll('figure svg [stroke-dasharray]').length
  const before = dashed()
  act(() => {
    documentStore.setAccess('editing')
    documentStore.change([{ op: 'block.set', id: blockId('dp'), set: { props: { response: 'accept' } } }], {
      label: 'Accept',
    })
  })
  expect(dashed()).toBeGreaterThan(before)
  act(() => {
    documentStore.change([{ op: 'block.remove', id: blockId('dp') }], { label: 'Remove' })
  })
  expect(page()).toContain('This design draws no dispute')
})
