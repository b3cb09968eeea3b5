import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { FileReader, type SourceFile } from './generate-stripe-reader.ts'
import type { MethodDeclaration, TypeText } from './generate-stripe-types.ts'

const TOKEN =
  /\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|=>|\.\.\.|[A-Za-z_$][\w$]*|\d+|\S/g

/** Reads the declaration files of the installed `stripe` package: a small reader of their generated, regular subset of TypeScript. */
export class Declarations {
  private readonly files = new Map<string, SourceFile>()
  private readonly root: string
  readonly types = new Map<string, TypeText>()

  constructor(root: string) {
    this.root = root
  }

  /** The methods of every resource class in a declaration file, as `Class.method`. */
  methodsOf(file: string): ReadonlyMap<string, MethodDeclaration> {
    return this.load(file).methods
  }

  /** Makes sure that a type exported by a file is in `types`, and answers its name there. */
  exported(file: string, name: string): string | undefined {
    const source = this.load(file)
    if (source.declarations.has(name)) return this.reference(file, [], [name])
    const imported = source.imports.get(name)
    return imported ? this.exported(imported.file, imported.name) : undefined
  }

  private load(file: string): SourceFile {
    const known = this.files.get(file)
    if (known) return known
    const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
    const tokens = (text.match(TOKEN) ?? []).filter(
      token => !token.startsWith('/*') && !token.startsWith('//'),
    )
    const source: SourceFile = { tokens, imports: new Map(), declarations: new Map(), methods: new Map() }
    this.files.set(file, source)
    const reader = new FileReader(this, file, source)
    reader.statements([], tokens.length)
    reader.classes()
    return source
  }

  /** Resolves a dotted name lexically, reads its declaration once, and answers its name in `types`. */
  reference(file: string, scope: readonly string[], name: readonly string[]): string | undefined {
    const source = this.load(file)
    for (let depth = scope.length; depth >= 0; depth -= 1) {
      const qualified = [...scope.slice(0, depth), ...name].join('.')
      if (source.declarations.has(qualified)) return this.declare(file, qualified)
    }
    const [head = '', ...rest] = name
    const imported = source.imports.get(head)
    if (imported) return this.reference(imported.file, [], [imported.name, ...rest])
    return undefined
  }

  private declare(file: string, qualified: string): string {
    const folder = path.relative(path.join(this.root, 'resources'), path.dirname(file)).split(path.sep)
    const prefix = folder.filter(part => part !== '' && part !== '..')
    const names = qualified.split('.')
    const inside = prefix.every((part, index) => names[index] === part)
    const full = (inside ? names : [...prefix, ...names]).join('.')
    if (this.types.has(full)) return full
    this.types.set(full, 'x')
    const source = this.load(file)
    const declarations = source.declarations.get(qualified) ?? []
    const parts = declarations.map(declaration =>
      new FileReader(this, file, source).body(declaration.start, declaration.scope.path, declaration.kind),
    )
    const merged: Record<string, TypeText> = {}
    for (const part of parts) if (typeof part === 'object' && 'o' in part) Object.assign(merged, part.o)
    const [only = 'x'] = parts
    this.types.set(full, parts.length > 1 ? { o: merged } : only)
    return full
  }
}
