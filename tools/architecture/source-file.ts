import { parseSync, Visitor } from 'vite'

/** What the import table needs to know of one source file. */
export type SourceFile = {
  /** Path from the repository root, with `/`. */
  readonly path: string
  /** Specifiers of static, dynamic and type imports and of re-exports, in order, each once. */
  readonly imports: readonly string[]
  /** Specifiers of `export … from`. */
  readonly reexports: readonly string[]
  /** Lines (from 1) that read the clock with `new Date()` or `Date()`. */
  readonly clockReads: readonly number[]
}

/** Parses one TypeScript file. Throws with the file's path when it does not parse. */
export function readSource(path: string, text: string): SourceFile {
  const { program, module, errors } = parseSync(path, text)
  const [error] = errors
  if (error !== undefined) throw new Error(`${path} does not parse: ${error.message}`)
  const imports = new Set(module.staticImports.map(found => found.moduleRequest.value))
  const reexports = new Set<string>()
  for (const entry of module.staticExports.flatMap(found => found.entries)) {
    if (entry.moduleRequest === null) continue
    reexports.add(entry.moduleRequest.value)
    imports.add(entry.moduleRequest.value)
  }
  const clockReads: number[] = []
  const lineAt = (offset: number) => text.slice(0, offset).split('\n').length
  new Visitor({
    ImportExpression(found) {
      if (found.source.type === 'Literal') imports.add(String(found.source.value))
    },
    TSImportType(found) {
      imports.add(found.source.value)
    },
    NewExpression(found) {
      if (isDate(found.callee) && found.arguments.length === 0) clockReads.push(lineAt(found.start))
    },
    CallExpression(found) {
      if (isDate(found.callee)) clockReads.push(lineAt(found.start))
    },
  }).visit(program)
  return { path, imports: [...imports], reexports: [...reexports], clockReads }
}

function isDate(callee: { readonly type: string; readonly name?: unknown }): boolean {
  return callee.type === 'Identifier' && callee.name === 'Date'
}
