import type { Plugin } from 'vite'

/** What of a block definition only the analysis worker, the server and the generated pages use. */
const left = new Set(['compile', 'forecast', 'receive', 'docs', 'precondition'])

type Node = { readonly type: string; readonly start: number; readonly end: number }

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && 'start' in value && 'end' in value

const childrenOf = (node: Node): Node[] =>
  Object.values(node).flatMap((value: unknown) => (Array.isArray(value) ? value : [value]).filter(isNode))

const isCallOf = (node: Node, name: string): boolean =>
  node.type === 'CallExpression' &&
  'callee' in node &&
  isNode(node.callee) &&
  'name' in node.callee &&
  node.callee.name === name

const keyOf = (node: Node): unknown =>
  node.type === 'Property' && 'key' in node && isNode(node.key) && 'name' in node.key
    ? node.key.name
    : undefined

/** The properties to leave out of every object that is given to `defineBlock`. */
const propertiesIn = (node: Node): Node[] => {
  if (!isCallOf(node, 'defineBlock')) return childrenOf(node).flatMap(propertiesIn)
  return childrenOf(node)
    .filter(child => child.type === 'ObjectExpression')
    .flatMap(childrenOf)
    .filter(property => left.has(String(keyOf(property))))
}

/** Every `help` with its sentence, wherever it stands: fields, choices, rows. */
const sentencesIn = (node: Node): Node[] =>
  keyOf(node) === 'help' && 'value' in node && isNode(node.value) && node.value.type === 'Literal'
    ? [node]
    : childrenOf(node).flatMap(sentencesIn)

const without = (code: string, nodes: readonly Node[]): string =>
  nodes
    .toSorted((a, b) => b.start - a.start)
    .reduce((source, { start, end }) => source.slice(0, start) + source.slice(end).replace(/^\s*,/, ''), code)

/** The source without the sentences that explain fields: the inspector and the reference fetch them. */
export const withoutHelp = (code: string, program: Node): string => without(code, sentencesIn(program))

/** The source without what the page never calls: compiling and forecasting happen in the worker. */
export const withoutProperties = (code: string, program: Node): string => without(code, propertiesIn(program))

/**
 * Leaves `compile`, `forecast`, `receive`, `precondition` and `docs` out of the definitions that the page loads; what they alone used is then
 * shaken off. So with the sentences that explain fields. Worker and server have plugins of their own and keep everything.
 */
export const leanDefinitions = (): Plugin => ({
  name: 'sluice-lean-definitions',
  apply: (_config, { command, isSsrBuild }) => command === 'build' && !isSsrBuild,
  transform(code, id) {
    if (!/\/shared\/(blocks\/[a-z-]+|flow\/[a-z-]+-fields|flow\/phases)\.ts$/.test(id)) return null
    const lean = withoutProperties(code, this.parse(code))
    return { code: withoutHelp(lean, this.parse(lean)), map: null }
  },
})
