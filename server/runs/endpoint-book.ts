import { randomUUID } from 'node:crypto'
import type { ApiEvent, Gateway } from '../stripe/gateway.ts'

/** Webhook endpoints of runs with their secrets. The secrets are in memory only: a restart makes new endpoints. */
export type EndpointBook = {
  /** Address that a run registers; null = the API cannot reach this server, and events are polled. */
  readonly addressOf: (run: string) => string | null
  readonly remember: (run: string, endpoint: string, secret: string) => void
  readonly forget: (run: string) => void
  /** From now on webhooks of a run start reactions: what those refer to is there. */
  readonly listen: (run: string) => void
  readonly isListening: (run: string) => boolean
  /** Another in every process. */
  readonly session: string
  /** The event, when an endpoint of that run (of any run: null) signed it just now. */
  readonly open: (
    run: string | null,
    body: Uint8Array,
    signature: string,
  ) => { run: string; event: ApiEvent } | null
}

/** An empty book. `base` is the address under which the API reaches this server. */
export function endpointBook(gateway: Gateway, base: string | null): EndpointBook {
  const listening = new Set<string>()
  const secrets = new Map<string, Map<string, string>>()
  return {
    addressOf: run => (base === null ? null : `${base}/api/stripe/webhook/${run}`),
    remember: (run, endpoint, secret) => {
      const known = secrets.get(run) ?? new Map<string, string>()
      secrets.set(run, known.set(endpoint, secret))
    },
    forget: run => {
      secrets.delete(run)
      listening.delete(run)
    },
    listen: run => {
      listening.add(run)
    },
    isListening: run => listening.has(run),
    session: randomUUID(),
    open: (run, body, signature) => {
      const books =
        run === null ? [...secrets] : [[run, secrets.get(run) ?? new Map<string, string>()] as const]
      for (const [id, known] of books) {
        for (const secret of known.values()) {
          const event = gateway.readWebhook(body, signature, secret)
          if (event !== null) return { run: id, event }
        }
      }
      return null
    },
  }
}
