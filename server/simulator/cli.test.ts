import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { Stripe } from 'stripe'
import { afterAll, beforeAll, expect, it, test, vi } from 'vitest'
import { type Simulator, startSimulator } from './start-simulator.ts'

/** Slow machines share their time among many tests. */
vi.setConfig({ testTimeout: 90_000, hookTimeout: 60_000 })

/** The official Stripe CLI, run on documents of our own: one for each area. */
const run = promisify(execFile)
const require = createRequire(import.meta.url)
const cli = path.join(path.dirname(require.resolve('@stripe/cli/package.json')), '../../.bin/stripe')
const folder = path.join(import.meta.dirname, 'testing/fixtures')
const KEY = 'sk_test_123456789012'
let simulator: Simulator
let stripe: Stripe

beforeAll(async () => {
  simulator = await startSimulator({ port: 0, seed: 61 })
  stripe = new Stripe(KEY, {
    host: '127.0.0.1',
    port: simulator.port,
    protocol: 'http',
    maxNetworkRetries: 0,
  })
})
afterAll(() => simulator.close())

const config = mkdtempSync(path.join(tmpdir(), 'stripe-cli-'))

async function fixtures(file: string): Promise<string> {
  const { stdout, stderr } = await run(
    cli,
    ['fixtures', path.join(folder, file), '--api-base', simulator.url, '--api-key', KEY],
    { env: { ...process.env, XDG_CONFIG_HOME: config, STRIPE_CLI_TELEMETRY_OPTOUT: '1' }, timeout: 60_000 },
  )
  return stdout + stderr
}

function namesIn(file: string): readonly string[] {
  const text = readFileSync(path.join(folder, file), 'utf8')
  return [...text.matchAll(/"name": "(\w+)",\s*"path"/g)].map(match => match[1] ?? '')
}

test.for(readdirSync(folder))('runs %s to its end', async file => {
  const names = namesIn(file)
  expect(names.length).toBeGreaterThan(4)
  const said = await fixtures(file)
  for (const name of names) expect(said).toContain(`Running fixture for: ${name}`)
  expect(said).not.toMatch(/error/i)
})

it('leaves behind what the documents made, to the cent', async () => {
  const { data } = await stripe.transfers.list()
  expect(data.map(transfer => transfer.amount - transfer.amount_reversed).toSorted((a, b) => a - b)).toEqual([
    4000, 9000,
  ])
  expect((await stripe.refunds.list()).data.map(refund => refund.amount).toSorted((a, b) => a - b)).toEqual([
    300, 1000, 3500,
  ])
  expect((await stripe.disputes.list()).data).toMatchObject([{ amount: 2000, status: 'needs_response' }])
  const { data: ended } = await stripe.subscriptions.list({
    status: 'canceled',
    test_clock: (await stripe.testHelpers.testClocks.list()).data[0]?.id ?? '',
  })
  expect(ended).toMatchObject([{ items: { data: [{ metadata: { provider: 'a' } }] } }])
})
