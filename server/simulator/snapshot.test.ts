import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Stripe } from 'stripe'
import { expect, it, vi } from 'vitest'
import { startSimulator } from './start-simulator.ts'

/** Slow machines share their time among many tests. */
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const open = (port: number) =>
  new Stripe('sk_test_snapshot', { host: '127.0.0.1', port, protocol: 'http', maxNetworkRetries: 0 })

const pay = async (stripe: Stripe, amount: number) =>
  stripe.paymentIntents.create({ amount, currency: 'usd', payment_method: 'pm_card_visa', confirm: true })

async function look(stripe: Stripe) {
  const { pending } = await stripe.balance.retrieve()
  const { data } = await stripe.charges.list()
  return [pending[0]?.amount, data.map(charge => charge.id)]
}

it('comes back to a snapshot, as often as wanted, and after a restart', async () => {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'simulator-'))
  const simulator = await startSimulator({ port: 0, dataDir })
  const stripe = open(simulator.port)
  const post = async (name: string, body: object = {}) => {
    const answer = await fetch(`${simulator.url}/_sim/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    return { status: answer.status, body: await answer.json() }
  }
  await pay(stripe, 10_000)
  const kept = await look(stripe)
  const { snapshot } = (await post('snapshot')).body
  for (const amount of [2000, 3000]) {
    await pay(stripe, amount)
    expect(await look(stripe)).not.toEqual(kept)
    expect((await post('restore', { snapshot })).body).toEqual({ restored: snapshot })
    expect(await look(stripe)).toEqual(kept)
  }
  await pay(stripe, 5000)
  const last = await look(stripe)
  expect((await post('restore', { snapshot: 'snapshot_9' })).status).toBe(400)
  await simulator.close()
  const again = await startSimulator({ port: 0, dataDir })
  expect(await look(open(again.port))).toEqual(last)
  await again.close()
})

it('lets one process at a time into its data', async () => {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'simulator-'))
  const first = await startSimulator({ port: 0, dataDir })
  await expect(startSimulator({ port: 0, dataDir })).rejects.toThrow(/in use by process \d+\. Stop it/)
  await first.close()
  expect(existsSync(path.join(dataDir, 'lock'))).toBe(false)
  writeFileSync(path.join(dataDir, 'lock'), '2147483646')
  const second = await startSimulator({ port: 0, dataDir })
  await second.close()
})

it('says which line of its data is damaged, and what can be done', async () => {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'simulator-'))
  const first = await startSimulator({ port: 0, dataDir })
  for (const name of ['A', 'B', 'C']) await open(first.port).customers.create({ name })
  await first.close()
  const file = path.join(dataDir, 'journal.ndjson')
  const lines = readFileSync(file, 'utf8').split('\n')
  const damage = (line: string) => {
    writeFileSync(file, lines.with(2, line).join('\n'))
    return expect(startSimulator({ port: 0, dataDir })).rejects.toThrow(
      /journal\.ndjson, line 3, is damaged \(.*\)\. Delete that line and all after it/,
    )
  }
  await damage('XXXX')
  await damage('{"t":1,"k":"request","r":{}}')
  writeFileSync(file, `${lines.slice(0, 2).join('\n')}\n`)
  const again = await startSimulator({ port: 0, dataDir })
  expect((await open(again.port).customers.list()).data.map(({ name }) => name)).toEqual(['A'])
  await again.close()
})
