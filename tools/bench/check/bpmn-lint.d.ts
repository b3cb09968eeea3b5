declare module 'bpmnlint' {
  /** Runs the rules of a configuration over a parsed diagram. */
  export const Linter: new (options: {
    config: unknown
    resolver: unknown
  }) => { lint(definitions: unknown): Promise<unknown> }
}
declare module 'bpmnlint/lib/resolver/node-resolver.js' {
  /** Finds rules and configurations among the installed packages. */
  const NodeResolver: new () => object
  export default NodeResolver
}
declare module 'bpmn-moddle' {
  /** Reads and writes BPMN. */
  const BpmnModdle: new () => {
    fromXML(xml: string): Promise<{ rootElement: unknown; warnings: readonly unknown[] }>
  }
  export default BpmnModdle
}
