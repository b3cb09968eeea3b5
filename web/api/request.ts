import type * as z from 'zod/mini'
import { type ProblemCode, problemSchema } from '#shared/api/problem.ts'

/** What went wrong with a request: what happened, where, what to do next. `code` is absent when no server answered. */
export type Trouble = {
  readonly title: string
  readonly detail: string
  readonly wayOut: string
  readonly code?: ProblemCode
  /** The whole problem document, with members of its own kind. */
  readonly body?: unknown
}

/** What a request answers: a value of the schema that was asked for, or trouble. Never throws. */
export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly trouble: Trouble }

/** A request: its address, what is sent, and the schema of what must come back. */
export type Ask<T> = {
  readonly path: string
  readonly method?: 'get' | 'post' | 'put' | 'delete'
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  readonly answer: z.ZodMiniType<T>
}

const unreachable: Trouble = {
  title: 'The server does not answer',
  detail: 'Your edits are kept on this machine. Runs wait until the server answers.',
  wayOut: 'Start it with npm start, then try again.',
}

const nonsense = (path: string): Trouble => ({
  title: 'The server answered something else than expected',
  detail: `${path} is not what this page was built for. Nothing was changed by reading it.`,
  wayOut: 'Reload the page; when the server was updated, the page has to be, too.',
})

const jsonOf = async (response: Response): Promise<unknown> => {
  try {
    return await response.json()
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

const send = async ({ path, method = 'get', body, headers }: Ask<unknown>): Promise<Response | null> => {
  try {
    return await fetch(path, {
      method: method.toUpperCase(),
      headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
  } catch (error) {
    if (error instanceof TypeError) return null // What fetch throws when nobody answers.
    throw error
  }
}

const gatewayErrors: ReadonlySet<number> = new Set([502, 503, 504])

const troubleOf = (path: string, status: number, body: unknown): Trouble => {
  const problem = problemSchema.safeParse(body)
  if (problem.success) {
    const { title, detail, wayOut, code } = problem.data
    return { title, detail, wayOut, code, body }
  }
  // A proxy without a server behind it answers for it.
  return gatewayErrors.has(status) || status === 500 ? unreachable : nonsense(path)
}

/** Asks the server. Every answer is read by its schema; an error answer becomes trouble with its way out. */
export const request = async <T>(ask: Ask<T>): Promise<Answer<T>> => {
  const response = await send(ask)
  if (response === null) return { ok: false, trouble: unreachable }
  const body = await jsonOf(response)
  if (!response.ok) return { ok: false, trouble: troubleOf(ask.path, response.status, body) }
  const read = ask.answer.safeParse(body)
  return read.success ? { ok: true, value: read.data } : { ok: false, trouble: nonsense(ask.path) }
}
