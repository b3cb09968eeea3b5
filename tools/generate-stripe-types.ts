/**
 * A type as the schema file writes it: `s` string, `n` number, `b` boolean, `d` decimal string, `x` anything,
 * `0` null; objects say which of the forms below they are.
 */
export type TypeText =
  | string
  | { readonly o: Readonly<Record<string, TypeText>> }
  | { readonly a: TypeText }
  | { readonly m: TypeText }
  | { readonly e: readonly (string | number | boolean)[] }
  | { readonly u: readonly TypeText[] }
  | { readonly r: string }

/** One method of a resource class: the names of its parameter and result types and whether it lists. */
export type MethodDeclaration = {
  readonly params: TypeText | undefined
  readonly result: TypeText | undefined
  readonly lists: boolean
}

/** Names that stand for a type by themselves. */
export const SIMPLE: ReadonlyMap<string, TypeText> = new Map<string, TypeText>([
  ['string', 's'],
  ['number', 'n'],
  ['boolean', 'b'],
  ['null', '0'],
  ['undefined', 'x'],
  ['void', '0'],
  ['any', 'x'],
  ['unknown', 'x'],
  ['never', 'x'],
  ['true', { e: [true] }],
  ['false', { e: [false] }],
])

/** Generic names: what they make of their arguments. */
export const GENERIC: ReadonlyMap<string, (first: TypeText, second: TypeText) => TypeText> = new Map<
  string,
  (first: TypeText, second: TypeText) => TypeText
>([
  ['Array', first => ({ a: first })],
  ['Emptyable', first => union(['0', { e: [''] }, first])],
  ['Record', (_first, second) => ({ m: second })],
  ['Promise', first => first],
  ['Response', first => first],
  ['Partial', first => first],
  ['Decimal', () => 'd'],
  ['OtherString', () => ({ e: [] })],
  ['MetadataParam', () => ({ m: { u: ['s', 'n', '0'] } })],
])

/** One page of a list of these. */
export function listOf(generic: string, element: TypeText): TypeText {
  if (generic.startsWith('V2'))
    return {
      o: {
        data: { a: element },
        'next_page_url?': { u: ['s', '0'] },
        'previous_page_url?': { u: ['s', '0'] },
      },
    }
  const search = generic.includes('Search')
  return {
    o: {
      object: { e: [search ? 'search_result' : 'list'] },
      data: { a: element },
      has_more: 'b',
      url: 's',
      ...(search ? { 'next_page?': { u: ['s', '0'] }, 'total_count?': 'n' } : {}),
    },
  }
}

/** One of these. */
export function union(members: readonly TypeText[]): TypeText {
  const flat = members.flatMap(member => (typeof member === 'object' && 'u' in member ? member.u : [member]))
  const values = flat.flatMap(member => (typeof member === 'object' && 'e' in member ? member.e : []))
  const others = flat.filter(member => typeof member === 'string' || !('e' in member))
  const merged: TypeText[] = values.length > 0 ? [{ e: [...new Set(values)] }, ...others] : others
  const [only = 's'] = merged
  return merged.length > 1 ? { u: merged } : only
}
