import type { Plugin } from 'vite'

/** The source with its component wrappers marked as pure and without the names that only developer tools show. */
export const withPureWrappers = (code: string): string =>
  code
    .replaceAll(/= (memo|forwardRef|createContext)\(/g, '= /* @__PURE__ */ $1(')
    .replaceAll(/^\w+\.displayName = .*;$/gm, '')

/** The source with every value that a call makes at its top level marked as pure. */
const withPureValues = (code: string): string =>
  code.replaceAll(/^(var [\w$]+ = )(?=\(function|[\w$]+\()/gm, '$1/* @__PURE__ */ ')

/** Interpolation that takes no text for a colour: the canvas moves its view and nothing else, and all of d3-color hangs on this. */
const withoutColours = (code: string): string =>
  code
    .replace('((c = color(b)) ? (b = c, rgb) : string)', 'string')
    .replaceAll(/^ *: (b instanceof color|\(c = color\(b\)\)) \? .*\n/gm, '')

const leaner: readonly (readonly [file: RegExp, change: (code: string) => string])[] = [
  [/@xyflow\/react\/dist\/esm\/index\.m?js$/, withPureWrappers],
  [/d3-interpolate\/dist\/d3-interpolate\.m?js$/, code => withPureValues(withoutColours(code))],
  [/d3-transition\/dist\/d3-transition\.m?js$/, withoutColours],
]

/**
 * Lets the bundler leave out the parts of React Flow that we have replaced with our own (minimap, controls, resizer,
 * toolbars) and the arithmetic of colours under it. Their files do not say that what they make has no effect by itself.
 */
export const leanReactFlow = (): Plugin => ({
  name: 'sluice-lean-react-flow',
  apply: 'build',
  transform(code, id) {
    const change = leaner.find(([file]) => file.test(id))?.[1]
    return change ? { code: change(code), map: null } : null
  },
})
