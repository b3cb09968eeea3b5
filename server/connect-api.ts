import type { Settings } from './env.ts'
import { ProblemError } from './http/problem-error.ts'
import type { Patience } from './runs/run-context.ts'
import { SIMULATOR_KEY } from './stripe/api-key.ts'
import type { Gateway } from './stripe/gateway.ts'
import { createGateway, type GatewayOptions } from './stripe/stripe-gateway.ts'

/** A Stripe simulator that listens on this machine. */
export type Simulator = { readonly port: number; readonly close: () => Promise<void> }

/** Who answers the runs' calls: Stripe, this server's own simulator, or one that runs by itself. */
export type Api = {
  readonly gateway: Gateway
  readonly patience: Patience
  /** Address at which webhooks reach this server; null = they do not, and events are polled. */
  readonly webhooks: string | null
  /** Stripe account behind the key; `simulator` for a simulator. */
  readonly account: () => Promise<string>
  /** Address of the simulator's page about itself; null with Stripe. */
  readonly inside: string | null
  readonly close: () => Promise<void>
}

type Options = {
  readonly settings: Settings
  readonly startSimulator: (dataDir: string) => Promise<Simulator>
  readonly ownUrl: string
  readonly patience: Partial<Patience> | undefined
  readonly webhookAddress: ((own: string) => Promise<string | null>) | undefined
  readonly standIn: GatewayOptions['standIn']
}

/** Decides, in one place, between the simulator and Stripe: nothing but host and key differs. */
export async function connectApi({
  settings,
  startSimulator,
  ownUrl,
  patience,
  webhookAddress,
  standIn,
}: Options): Promise<Api> {
  const { stripeKey, simulator: other, publicUrl } = settings
  if (stripeKey !== undefined) {
    const waits = { ...STRIPE, ...patience }
    const gateway = createGateway({ key: stripeKey, standIn, timeoutMs: waits.callMs })
    const webhooks = publicUrl ?? null
    return {
      gateway,
      patience: waits,
      webhooks,
      account: () => accountOf(gateway),
      inside: null,
      close: async () => {},
    }
  }
  const own = other === undefined ? await startSimulator(settings.dataDir) : null
  const waits = { ...SIMULATOR, ...patience }
  const simulator = other ?? { host: '127.0.0.1', port: own?.port ?? 0 }
  return {
    gateway: createGateway({ key: SIMULATOR_KEY, timeoutMs: waits.callMs, simulator }),
    patience: waits,
    webhooks: webhookAddress === undefined ? ownUrl : await webhookAddress(ownUrl),
    account: async () => 'simulator',
    inside: `http://${simulator.host}:${simulator.port}/_sim`,
    close: async () => own?.close(),
  }
}

/** A network takes its time; the simulator answers at once or not at all. */
const STRIPE: Patience = { unreachableMs: 30_000, callMs: 30_000, readyMs: 600_000, firstWaitMs: 1_000 }
const SIMULATOR: Patience = { unreachableMs: 8_000, callMs: 10_000, readyMs: 30_000, firstWaitMs: 20 }

/** The account behind a key. A key that is refused, or an API out of reach, is told before anything is stored. */
async function accountOf(gateway: Gateway): Promise<string> {
  const answer = await gateway.call({ call: 'accounts.retrieveCurrent', params: {} })
  if (answer.ok) return typeof answer.value.id === 'string' ? answer.value.id : 'stripe'
  const { kind, message } = answer.error
  throw new ProblemError(kind === 'auth' ? 'stripe-key-refused' : 'stripe-unreachable', message)
}
