import path from 'node:path'
import {
  GENERIC,
  listOf,
  type MethodDeclaration,
  SIMPLE,
  type TypeText,
  union,
} from './generate-stripe-types.ts'

/** Reads one declaration file of the SDK: a small recursive reader of their generated, regular subset of TypeScript. */

export type Scope = { readonly file: string; readonly path: readonly string[] }
export type Declaration = {
  readonly scope: Scope
  readonly start: number
  readonly kind: 'interface' | 'type'
}
export type SourceFile = {
  readonly tokens: readonly string[]
  readonly imports: Map<string, { readonly file: string; readonly name: string }>
  readonly declarations: Map<string, Declaration[]>
  readonly methods: Map<string, MethodDeclaration>
}

/** Finds what a name in a file means. */
export type TypeNames = {
  readonly types: ReadonlyMap<string, TypeText>
  reference(file: string, scope: readonly string[], name: readonly string[]): string | undefined
}

export class FileReader {
  private at = 0
  private scope: readonly string[] = []
  private readonly classStarts: number[] = []
  private readonly declarations: TypeNames
  private readonly file: string
  private readonly source: SourceFile

  constructor(declarations: TypeNames, file: string, source: SourceFile) {
    this.declarations = declarations
    this.file = file
    this.source = source
  }

  private peek(ahead = 0): string {
    return this.source.tokens[this.at + ahead] ?? ''
  }
  private next(): string {
    this.at += 1
    return this.source.tokens[this.at - 1] ?? ''
  }
  private take(token: string): boolean {
    if (this.peek() !== token) return false
    this.at += 1
    return true
  }

  private skipBlock(): void {
    let depth = 0
    do {
      const token = this.next()
      if (token === '{') depth += 1
      if (token === '}') depth -= 1
      if (token === '') return
    } while (depth > 0)
  }

  /** Notes where each declaration stands; bodies are read when something refers to them. */
  statements(scope: readonly string[], end: number): void {
    while (this.at < end && this.peek() !== '}') {
      const token = this.next()
      if (token === 'import') this.importStatement()
      else if (token === 'interface' || (token === 'type' && /^[A-Za-z_]/.test(this.peek())))
        this.note(scope, token)
      else if (token === 'namespace') {
        const name = this.next()
        this.take('{')
        this.statements([...scope, name], end)
        this.take('}')
      } else if (token === 'class') {
        this.classStarts.push(this.at)
        while (this.peek() !== '{' && this.peek() !== '') this.next()
        this.skipBlock()
      } else if (token === '{') {
        this.at -= 1
        this.skipBlock()
      }
    }
  }

  private importStatement(): void {
    if (this.take('*')) return
    this.take('type')
    this.take('{')
    const names: [string, string][] = []
    while (this.peek() !== '}' && this.peek() !== '') {
      const name = this.next()
      const local = this.take('as') ? this.next() : name
      names.push([local, name])
      this.take(',')
    }
    this.take('}')
    this.take('from')
    const from = this.next().slice(1, -1)
    const target = path.resolve(path.dirname(this.file), from.replace(/\.js$/, '.d.ts'))
    for (const [local, name] of names) this.source.imports.set(local, { file: target, name })
  }

  private note(scope: readonly string[], kind: 'interface' | 'type'): void {
    const name = this.next()
    const qualified = [...scope, name].join('.')
    const list = this.source.declarations.get(qualified) ?? []
    list.push({ scope: { file: this.file, path: scope }, start: this.at, kind })
    this.source.declarations.set(qualified, list)
    if (kind === 'type') while (this.peek() !== ';' && this.peek() !== '') this.skipToken()
    else {
      while (this.peek() !== '{' && this.peek() !== '') this.next()
      this.skipBlock()
    }
  }

  private skipToken(): void {
    if (this.peek() === '{') this.skipBlock()
    else this.next()
  }

  /** Reads one declaration's body from the token after its name. */
  body(start: number, scope: readonly string[], kind: 'interface' | 'type'): TypeText {
    this.at = start
    this.scope = scope
    if (kind === 'type') {
      while (this.peek() !== '=') this.next()
      this.next()
      return this.type()
    }
    const bases = this.basesOf()
    this.scope = [...scope, this.source.tokens[start - 1] ?? '']
    const read = this.objectLiteral()
    if (typeof read === 'object' && 'm' in read && bases.length === 0) return read
    const own = this.fieldsOf(read)
    const inherited = bases.flatMap(base => Object.entries(this.fieldsOf(base)))
    const plain = (name: string) => name.replace('?', '')
    const names = new Set(Object.keys(own).map(plain))
    return { o: { ...Object.fromEntries(inherited.filter(([name]) => !names.has(plain(name)))), ...own } }
  }

  private basesOf(): TypeText[] {
    const bases: TypeText[] = []
    while (this.peek() === '<' || (this.peek() !== '{' && this.peek() !== 'extends')) this.next()
    if (this.take('extends')) {
      do bases.push(this.primary())
      while (this.take(','))
    }
    return bases
  }

  private fieldsOf(type: TypeText): Readonly<Record<string, TypeText>> {
    if (typeof type === 'string') return {}
    if ('o' in type) return type.o
    return 'r' in type ? this.fieldsOf(this.declarations.types.get(type.r) ?? 'x') : {}
  }

  private objectLiteral(): TypeText {
    this.take('{')
    const fields: Record<string, TypeText> = {}
    let map: TypeText | undefined
    while (this.peek() !== '}' && this.peek() !== '') {
      this.take('readonly')
      if (this.take('[')) {
        while (this.next() !== ']');
        this.take(':')
        map = this.type()
      } else {
        const raw = this.next()
        const name = /^['"]/.test(raw) ? raw.slice(1, -1) : raw
        const optional = this.take('?') ? '?' : ''
        if (this.peek() === '(') {
          while (this.peek() !== ';') this.skipToken()
        } else {
          this.take(':')
          fields[name + optional] = this.type()
        }
      }
      if (!this.take(';')) this.take(',')
    }
    this.take('}')
    return map !== undefined ? { m: map } : { o: fields }
  }

  private type(): TypeText {
    this.take('|')
    const members = [this.intersection()]
    while (this.take('|')) members.push(this.intersection())
    return union(members)
  }

  private intersection(): TypeText {
    const first = this.postfix()
    while (this.take('&')) this.postfix()
    return first
  }

  private postfix(): TypeText {
    let type = this.primary()
    while (this.peek() === '[' && this.peek(1) === ']') {
      this.at += 2
      type = { a: type }
    }
    return type
  }

  private primary(): TypeText {
    const token = this.peek()
    if (token === '{') return this.objectLiteral()
    this.next()
    if (token === '(') {
      const type = this.type()
      this.take(')')
      return type
    }
    if (/^['"]/.test(token)) return { e: [token.slice(1, -1)] }
    if (/^\d/.test(token)) return { e: [Number(token)] }
    const simple = SIMPLE.get(token)
    if (simple !== undefined) return simple
    const name = [token]
    while (this.take('.')) name.push(this.next())
    const args: TypeText[] = []
    if (this.take('<')) {
      do args.push(this.type())
      while (this.take(','))
      this.take('>')
    }
    return this.named(name, args)
  }

  private named(name: readonly string[], [argument = 'x', second = 'x']: readonly TypeText[]): TypeText {
    const generic = name.join('.')
    if (/^(Api|V2).*(List|Search\w*)(Promise)?$/.test(generic)) return listOf(generic, argument)
    const known = GENERIC.get(generic)
    if (known !== undefined) return known(argument, second)
    const found = this.declarations.reference(this.file, this.scope, name)
    return found === undefined ? 'x' : { r: found }
  }

  /** Reads the methods of the classes met, once every declaration of the file is known. */
  classes(): void {
    this.scope = []
    for (const start of this.classStarts) {
      this.at = start
      this.classBody()
    }
  }

  private classBody(): void {
    const name = this.next()
    while (this.peek() !== '{' && this.peek() !== '') this.next()
    this.next()
    while (this.peek() !== '}' && this.peek() !== '') {
      if (/^\w+$/.test(this.peek()) && this.peek(1) === '(') this.method(name)
      else this.skipToken()
    }
    this.take('}')
  }

  private method(className: string): void {
    const method = this.next()
    this.take('(')
    let params: TypeText | undefined
    while (this.peek() !== ')' && this.peek() !== '') {
      const name = this.next()
      this.take('?')
      this.take(':')
      const type = this.type()
      if (name === 'params') params = type
      this.take(',')
    }
    this.take(')')
    let result: TypeText | undefined
    let lists = false
    if (this.take(':')) {
      lists = /List|Search/.test(this.peek())
      result = this.type()
    }
    this.take(';')
    const key = `${className}.${method}`
    if (this.source.methods.get(key)?.params === undefined)
      this.source.methods.set(key, { params, result, lists })
  }
}
