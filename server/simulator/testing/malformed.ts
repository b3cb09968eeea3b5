import { decodeForm } from '../core/form.ts'
import { Random } from '../core/random.ts'
import { alternatives, fieldsOf, type TypeNode } from '../core/schema.ts'

/** What no parameter, or hardly any, is meant to be. */
const JUNK = ['', '-1', '0', '1.5', '9007199254740991', '1e9', 'true', 'null', '%', '{"a":1}'].concat([
  '99999999999999999999',
  'é\u0000💥',
  '__proto__',
  'x'.repeat(6000),
])
const SUFFIXES = ['[]', '[x]', '[0]', '[0][x]', '[a][b][c]', '[', ']', '[__proto__]']

/** A request that was answered well, as the simulator lists it. */
export type Good = { readonly method: string; readonly url: string; readonly body: string }

/** Spoils good requests: under the same name in the same way, whatever other ones there are. */
export class Spoiler {
  private readonly random: Random
  private readonly ids: readonly string[]

  /** `ids` are of objects that exist: what names the wrong one leads deeper in than what names none. */
  constructor(name: string, ids: readonly string[]) {
    this.random = new Random(Buffer.from(name).reduce((sum, one) => Math.imul(sum, 31) + one, 20_261_201))
    this.ids = ids
  }

  private pick(values: readonly string[]): string {
    return values[Math.floor(this.random.fraction() * values.length)] ?? ''
  }

  private chance(probability: number): boolean {
    return this.random.fraction() < probability
  }

  /** The request with something wrong in its address or in its parameters, which are to be of a type. */
  spoil({ method, url, body }: Good, type: TypeNode | undefined): Good {
    const [path = '', query = ''] = url.split('?')
    const isJson = path.startsWith('/v2/') && method === 'POST'
    const sent = method === 'POST' ? body : query
    const fields = isJson ? flat(JSON.parse(sent === '' ? '{}' : sent)) : [...new URLSearchParams(sent)]
    const wrong = this.spoilFields(new Map(fields), type)
    const form = new URLSearchParams([...wrong]).toString()
    const address = this.chance(0.1) ? this.spoilPath(path) : path
    if (method !== 'POST') return { method, url: form === '' ? address : `${address}?${form}`, body: '' }
    return { method, url: address, body: isJson ? JSON.stringify(decodeForm(form)) : form }
  }

  private spoilPath(path: string): string {
    const wrong = encodeURIComponent(this.pick(this.chance(0.7) ? this.ids : JUNK))
    return path.replace(/[^/]*_[^/]*$/, () => wrong)
  }

  private spoilFields(fields: Map<string, string>, type: TypeNode | undefined): Map<string, string> {
    const name = this.pick([...fields.keys()])
    const value = fields.get(name) ?? ''
    switch (this.pick(['drop', 'junk', 'swap', 'nest', 'add', 'add'])) {
      case 'drop':
        fields.delete(name)
        break
      case 'junk':
        fields.set(name, this.pick(JUNK))
        break
      case 'swap':
        fields.set(name, this.pick([...this.ids, ...fields.values()]))
        break
      case 'nest':
        fields.delete(name)
        fields.set(`${name}${this.pick(SUFFIXES)}`, value)
        break
      default:
        if (type !== undefined) this.add(type, '', fields)
    }
    return fields
  }

  /** Adds one more parameter that the type has, somewhere inside, with a value that may fit. */
  private add(type: TypeNode, at: string, fields: Map<string, string>): void {
    const members = alternatives(type)
    const member = members[Math.floor(this.random.fraction() * members.length)] ?? 'x'
    if (typeof member === 'string' || 'x' in member) fields.set(at, this.scalar(member))
    else if ('e' in member) fields.set(at, this.pick(member.e.length === 0 ? JUNK : member.e.map(String)))
    else if ('a' in member) this.add(member.a, `${at}[0]`, fields)
    else if ('m' in member) fields.set(`${at}[key]`, this.pick(JUNK))
    else if ('o' in member) {
      const inner = fieldsOf(member)
      const name = this.pick([...inner.keys()])
      const required = at === '' ? [] : [...inner.values()].filter(({ optional }) => !optional)
      for (const field of [...required, ...[inner.get(name)].flatMap(found => found ?? [])])
        this.add(field.type, at === '' ? field.name : `${at}[${field.name}]`, fields)
    }
  }

  private scalar(type: unknown): string {
    if (this.chance(0.2)) return this.pick(JUNK)
    if (type === 'n') return this.pick(['-1', '0', '1', '100', '5000', '1767225600', '1900000000'])
    if (type === 'b') return this.pick(['true', 'false'])
    return this.pick(this.chance(0.7) ? this.ids : ['text', 'usd', 'jpy', 'pm_card_visa', '0.5', 'US', 'now'])
  }
}

/** A JSON body as the parameters of a form. */
function flat(value: unknown, at = ''): [string, string][] {
  if (typeof value !== 'object' || value === null) return [[at, String(value)]]
  return Object.entries(value).flatMap(([name, inner]) => flat(inner, at === '' ? name : `${at}[${name}]`))
}
