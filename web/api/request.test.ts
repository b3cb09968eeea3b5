import { afterEach, expect, test, vi } from 'vitest'
import * as z from 'zod/mini'
import { request } from './request.ts'

const answer = z.strictObject({ runs: z.array(z.string()) })

const answering = (body: unknown, status = 200) => {
  const fetch = vi.fn(() =>
    Promise.resolve(new Response(typeof body === 'string' ? body : JSON.stringify(body), { status })),
  )
  vi.stubGlobal('fetch', fetch)
  return fetch
}

afterEach(() => void vi.unstubAllGlobals())

test('an answer is read by its schema', async () => {
  answering({ runs: ['a'] })
  expect(await request({ path: '/api/runs', answer })).toEqual({ ok: true, value: { runs: ['a'] } })
})

test('what does not fit the schema is no answer', async () => {
  answering({ runs: 3 })
  expect(await request({ path: '/api/runs', answer })).toMatchObject({
    ok: false,
    trouble: { title: 'The server answered something else than expected' },
  })
})

test('a problem document becomes trouble with its way out', async () => {
  answering(
    {
      type: 'about:blank',
      title: 'A run of this flow is under way',
      status: 409,
      code: 'run-active',
      detail: 'run_1 is running.',
      wayOut: 'Wait, or cancel it.',
      run: 'run_1',
    },
    409,
  )
  expect(await request({ path: '/api/runs', answer })).toMatchObject({
    ok: false,
    trouble: { code: 'run-active', wayOut: 'Wait, or cancel it.', body: { run: 'run_1' } },
  })
})

test.for([
  ['a proxy without a server behind it', () => answering('Bad gateway', 502)],
  ['nobody', () => vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')))],
] as const)('%s means that the server does not answer', async ([, arrange]) => {
  arrange()
  expect(await request({ path: '/api/runs', answer })).toMatchObject({
    ok: false,
    trouble: { title: 'The server does not answer' },
  })
})

test('a body is sent as JSON', async () => {
  const fetch = answering({ runs: [] })
  await request({ path: '/api/runs', method: 'post', body: { flow: 'f' }, answer })
  expect(fetch).toHaveBeenCalledWith('/api/runs', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"flow":"f"}',
  })
})
