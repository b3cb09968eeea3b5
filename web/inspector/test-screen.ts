import { act, type ReactNode } from 'react'
import { createRoot, type Root } from 'react-dom/client'

declare global {
  var IS_REACT_ACT_ENVIRONMENT: boolean | undefined
}

/** A component on a page of its own, with what a person does to it. For tests. */
export type Screen = {
  readonly root: HTMLElement
  /** The element with this accessible name: its label, its `aria-label` or its text. */
  named(name: string, selector?: string): HTMLElement
  type(name: string, text: string): void
  press(name: string): void
  leave(name: string): void
  close(): void
}

const labelOf = (element: Element): string | undefined =>
  element instanceof HTMLInputElement || element instanceof HTMLButtonElement
    ? element.labels?.[0]?.textContent
    : undefined

const nameOf = (element: Element): string =>
  element.getAttribute('aria-label') ?? labelOf(element) ?? element.textContent

const CONTROLS = 'button, input, textarea, [role="combobox"], a'

/** Puts a component on the page. */
export const show = (what: ReactNode): Screen => {
  globalThis.IS_REACT_ACT_ENVIRONMENT = true
  const root = document.createElement('div')
  document.body.append(root)
  let react: Root | null = null
  act(() => {
    react = createRoot(root)
    react.render(what)
  })
  const named = (name: string, selector = CONTROLS): HTMLElement => {
    const found = [...document.querySelectorAll<HTMLElement>(selector)].find(
      element => nameOf(element).trim() === name,
    )
    if (!found) throw new Error(`There is no “${name}” on the screen: ${document.body.textContent}`)
    return found
  }
  const input = (name: string): HTMLInputElement => {
    const found = named(name, 'input, textarea')
    if (!(found instanceof HTMLInputElement)) throw new Error(`“${name}” is no input`)
    return found
  }
  return {
    root,
    named,
    type: (name, text) => {
      const element = input(name)
      act(() => {
        element.focus()
        // React watches the element's own `value`; the prototype's setter writes past it, as typing does.
        Reflect.set(HTMLInputElement.prototype, 'value', text, element)
        element.dispatchEvent(new Event('input', { bubbles: true }))
      })
    },
    press: name => act(() => named(name).click()),
    leave: name => act(() => input(name).blur()),
    close: () => {
      act(() => react?.unmount())
      root.remove()
    },
  }
}
