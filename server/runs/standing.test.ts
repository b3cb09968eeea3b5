import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { STANDING } from '#shared/plan/existing/standing.ts'
import { type Simulator, startSimulator } from '../simulator/start-simulator.ts'
import { SIMULATOR_KEY } from '../stripe/api-key.ts'
import type { Gateway } from '../stripe/gateway.ts'
import { createGateway } from '../stripe/stripe-gateway.ts'

let simulator: Simulator
let gateway: Gateway
beforeAll(async () => {
  simulator = await startSimulator({ port: 0, dataDir: null, seed: 1 })
  gateway = createGateway({ key: SIMULATOR_KEY, simulator: { host: '127.0.0.1', port: simulator.port } })
})
afterAll(() => simulator.close())

/** The simulator checks parameters by the stripe package's types before it looks for the object. */
async function isKnown(call: string, name: string): Promise<boolean> {
  const answer = await gateway.call({ call, target: 'none', params: { [name]: 'x' } })
  if (!answer.ok && answer.error.code === 'simulator_unsupported') throw new Error(answer.error.message)
  return answer.ok || answer.error.code !== 'parameter_unknown'
}

const update = (create: string): string => `${STANDING[create]?.resource ?? ''}.update`

describe('an update takes', () => {
  test.for(
    Object.entries(STANDING).flatMap(([create, { changeable }]) =>
      changeable.map(name => [update(create), name] as const),
    ),
  )('%s: %s', async ([call, name]) => {
    expect(await isKnown(call, name)).toBe(true)
  })
})

describe('an update does not take', () => {
  test.for([
    ['prices.create', ['unit_amount', 'currency', 'recurring', 'product', 'tiers', 'transform_quantity']],
    ['coupons.create', ['percent_off', 'amount_off', 'duration', 'applies_to']],
    ['promotionCodes.create', ['code', 'promotion']],
    ['billing.meters.create', ['event_name', 'default_aggregation']],
    ['accounts.create', ['country', 'controller', 'type']],
  ] as const)('%s: %j', async ([create, names]) => {
    for (const name of names) {
      expect(STANDING[create]?.changeable).not.toContain(name)
      expect(await isKnown(update(create), name), name).toBe(false)
    }
  })
})
