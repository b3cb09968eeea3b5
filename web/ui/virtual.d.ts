declare module 'virtual:tokens.css'
declare module 'virtual:block-docs' {
  /** What every block kind's page says, by kind: the definitions that the page loads come without it. */
  export const BLOCK_DOCS: Readonly<Record<string, { readonly body: string; readonly source: string }>>
}
declare module 'virtual:field-help' {
  /** The sentence that explains a field, those of its choices by value, and of its rows' fields by name. */
  export type FieldHelp = {
    readonly help: string
    readonly choices?: Readonly<Record<string, string | undefined>>
    readonly row?: Readonly<Record<string, FieldHelp>>
  }
  /** Sentences by kind and field: the definitions that the page loads come without them. */
  export const FIELD_HELP: Readonly<Record<string, Readonly<Record<string, FieldHelp>>>>
}
