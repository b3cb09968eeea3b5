import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it, test } from 'vitest'
import { keyFrom, verdictOf } from './verdict.ts'

const live = ['sk', 'live', '51AbCdEfGh'].join('_')

describe('the key', () => {
  test.for([
    [{}, 'skipped'],
    [{ STRIPE_SECRET_KEY: ' ' }, 'skipped'],
    [{ STRIPE_SECRET_KEY: live }, 'refused'],
    [{ STRIPE_SECRET_KEY: 'pk_test_51AbCdEfGh' }, 'refused'],
    [{ STRIPE_SECRET_KEY: ['rk', 'test', '51AbCdEfGh'].join('_') }, 'present'],
  ] as const)('%o: %s', ([environment, state]) => {
    expect(keyFrom(environment).state).toBe(state)
  })

  it('is never told', () => {
    expect(JSON.stringify(keyFrom({ STRIPE_SECRET_KEY: live }))).not.toContain(live)
  })
})

test('npm run test:stripe without a key says SKIPPED, and why', () => {
  const { status, stdout } = spawnSync(
    process.execPath,
    ['--import', 'tsx', join(import.meta.dirname, '../test-stripe.ts')],
    { encoding: 'utf8', env: { ...process.env, STRIPE_SECRET_KEY: '' } },
  )
  expect(stdout).toMatch(/^SKIPPED: STRIPE_SECRET_KEY is not set/)
  expect(status).toBe(0)
})

test('a run that did not start has failed', () => {
  expect(verdictOf(null)).toMatchObject({ ok: false })
})
