import { afterEach, expect, test, vi } from 'vitest'
import { flagship } from '#shared/templates/flagship.ts'
import { type Memory, servedFlow, serveFlow } from './server-flow.ts'

const memory = (): Memory => {
  const kept = new Map<string, string>()
  return { get: key => kept.get(key) ?? null, set: (key, value) => void kept.set(key, value) }
}

const problem = (code: string, status: number, more: object = {}) =>
  new Response(JSON.stringify({ type: '', title: 't', status, code, detail: 'd', wayOut: 'w', ...more }), {
    status,
  })

/** A server that answers in this order, and what it was asked. */
const server = (...answers: Response[]) => {
  const asked: string[] = []
  vi.stubGlobal(
    'fetch',
    (path: string, { method, headers }: { method: string; headers: Record<string, string> }) => {
      asked.push([method, path, headers['if-match']].filter(Boolean).join(' '))
      return Promise.resolve(answers.shift())
    },
  )
  return asked
}

const stored = (revision: number, id = 'flow_1') => new Response(JSON.stringify({ id, revision, name: 'x' }))

afterEach(() => void vi.unstubAllGlobals())

test('a flow is created once, and saved over its last revision after that', async () => {
  const here = memory()
  const asked = server(stored(1), stored(2))
  await serveFlow(here, 'local', flagship.document)
  await serveFlow(here, 'local', flagship.document)
  expect(asked).toEqual(['POST /api/flows', 'PUT /api/flows/flow_1 "1"'])
  expect(servedFlow(here, 'local')).toEqual({ id: 'flow_1', revision: 2 })
})

test('a save in between is saved over; the server keeps both', async () => {
  const here = memory()
  const conflict = problem('flow-conflict', 412, { current: { id: 'flow_1', revision: 5 } })
  const asked = server(stored(1), conflict, stored(6))
  await serveFlow(here, 'local', flagship.document)
  await serveFlow(here, 'local', flagship.document)
  expect(asked.slice(1)).toEqual(['PUT /api/flows/flow_1 "1"', 'PUT /api/flows/flow_1 "5"'])
  expect(servedFlow(here, 'local')).toEqual({ id: 'flow_1', revision: 6 })
})

test('a flow that the server has lost is stored as a new one', async () => {
  const here = memory()
  server(stored(1), problem('not-found', 404), stored(1, 'flow_2'))
  await serveFlow(here, 'local', flagship.document)
  expect(await serveFlow(here, 'local', flagship.document)).toMatchObject({
    ok: true,
    value: { id: 'flow_2' },
  })
})

test('other trouble is handed on, and nothing is remembered', async () => {
  const here = memory()
  server(problem('storage-unavailable', 503))
  expect(await serveFlow(here, 'local', flagship.document)).toMatchObject({
    ok: false,
    trouble: { code: 'storage-unavailable' },
  })
  expect(servedFlow(here, 'local')).toBeNull()
})
