/** Line (from 1) of every member and element of a JSON text, by path: `graph.blocks.sub.props.interval`. */
export type JsonLines = ReadonlyMap<string, number>

const tokens = /"(?:[^"\\]|\\.)*"|[{}[\],:]|\n|[^\s{}[\],:"]+/g

type Level = { readonly path: string; readonly list: boolean; key: string; index: number }

/** Finds the lines in a valid JSON text; of an invalid one, those that it finds. */
export function jsonLines(text: string): JsonLines {
  const scan = new Scan()
  for (const [token] of text.matchAll(tokens)) scan.take(token)
  return scan.lines
}

/** Line of a path, or of the nearest thing around it. */
export function lineOf(lines: JsonLines, path: readonly string[]): number {
  for (let length = path.length; length > 0; length -= 1) {
    const line = lines.get(path.slice(0, length).join('.'))
    if (line !== undefined) return line
  }
  return 1
}

class Scan {
  readonly lines = new Map<string, number>([['', 1]])
  readonly #levels: Level[] = []
  #line = 1
  #beforeColon = true

  take(token: string): void {
    if (token === '\n') this.#line += 1
    else if (token === '{' || token === '[') this.#open(token === '[')
    else if (token === '}' || token === ']') this.#levels.pop()
    else if (token === ',') this.#next()
    else if (token === ':') this.#beforeColon = false
    else this.#text(token)
  }

  #open(list: boolean): void {
    if (this.#levels.at(-1)?.list === true) this.#mark()
    this.#levels.push({ path: this.#path(), list, key: '', index: 0 })
    this.#beforeColon = true
  }

  #next(): void {
    const level = this.#levels.at(-1)
    if (level !== undefined) level.index += 1
    this.#beforeColon = true
  }

  /** A key, or a value: only keys and elements have a place of their own. */
  #text(token: string): void {
    const level = this.#levels.at(-1)
    if (level === undefined) return
    if (!level.list && !this.#beforeColon) return
    if (!level.list) level.key = unquoted(token)
    this.#mark()
  }

  #path(): string {
    const level = this.#levels.at(-1)
    if (level === undefined) return ''
    const name = level.list ? String(level.index) : level.key
    return level.path === '' ? name : `${level.path}.${name}`
  }

  #mark(): void {
    const path = this.#path()
    if (!this.lines.has(path)) this.lines.set(path, this.#line)
  }
}

function unquoted(token: string): string {
  if (!token.includes('\\')) return token.slice(1, -1)
  const text: unknown = JSON.parse(token)
  return typeof text === 'string' ? text : ''
}
