import { useEffect, useState } from 'react'
import type { BlockDefinition } from '#shared/flow/block-definition.ts'

type Search = (typed: string) => readonly BlockDefinition[]

/** The search with its texts: it comes when somebody begins to search. */
export const loadSearch = async (): Promise<Search> => (await import('./search.ts')).searchBlocks

/** What answers to a text; null while the search is on its way. */
export const useSearch = (typed: string): readonly BlockDefinition[] | null => {
  const [search, setSearch] = useState<{ readonly find: Search } | null>(null)
  const needed = typed.trim() !== ''
  useEffect(() => {
    if (needed && search === null) void loadSearch().then(find => setSearch({ find }))
  }, [needed, search])
  return needed && search ? search.find(typed) : null
}
