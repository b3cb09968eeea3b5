import { QueryClient } from '@tanstack/react-query'
import type { Answer, Trouble } from './request.ts'

/** Trouble as an error, for queries: they tell success from failure by what is thrown. */
export class TroubleError extends Error {
  override readonly name = 'TroubleError'
  readonly trouble: Trouble

  constructor(trouble: Trouble) {
    super(`${trouble.title}. ${trouble.detail} ${trouble.wayOut}`)
    this.trouble = trouble
  }
}

/** The value of an answer; trouble is thrown. */
export const valueOf = async <T>(answer: Promise<Answer<T>>): Promise<T> => {
  const known = await answer
  if (!known.ok) throw new TroubleError(known.trouble)
  return known.value
}

/** What was read from the server, shared by everything on the page. */
export const queryClient = new QueryClient({
  defaultOptions: { queries: { retry: false, refetchOnWindowFocus: true, networkMode: 'always' } },
})
