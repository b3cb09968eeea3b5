import { parseSync } from 'vite'
import { expect, it } from 'vitest'
import { withoutHelp, withoutProperties } from './lean-definitions.ts'

const lean = (code: string): string => withoutProperties(code, parseSync('block.js', code).program)

it('leaves out what only worker and server use, whatever its form', () => {
  expect(
    lean(
      "export const a = defineBlock({ kind: 'a', docs: { body: 'x' }, compile(b, c) { c.call('x', {}) }, facts: () => 'f', forecast: run, receive(b) {}, size: 'tall' })",
    ).replaceAll(/\s+/g, ' '),
  ).toBe("export const a = defineBlock({ kind: 'a', facts: () => 'f', size: 'tall' })")
})

it('leaves out a last property without a comma', () => {
  expect(lean('defineBlock({ kind, compile() {} })').replaceAll(/\s+/g, ' ')).toBe('defineBlock({ kind, })')
})

it('does not touch other objects', () => {
  const code = "const other = { compile() {}, docs: 1 }\ndefineBlock({ kind: 'a', fields: { docs: 2 } })"
  expect(lean(code)).toBe(code)
})

it('leaves out the sentences that explain fields, choices and rows, and nothing that is computed', () => {
  const code =
    "const fields = { a: choice({ title: 'A', help: 'Why.', choices: [{ value: 'x', help: 'X.' }] }), b: text({ help, title: 'B' }) }"
  expect(withoutHelp(code, parseSync('fields.js', code).program).replaceAll(/\s+/g, ' ')).toBe(
    "const fields = { a: choice({ title: 'A', choices: [{ value: 'x', }] }), b: text({ help, title: 'B' }) }",
  )
})
