import { createHmac } from 'node:crypto'
import { secondsToRetry } from '../core/deliveries.ts'
import type { Engine } from '../core/engine.ts'
import type { Faults } from './faults.ts'

const PATIENCE_MILLISECONDS = 10_000

/** Delivers events to webhook endpoints, signed, again when they fail. */
export class Courier {
  private readonly engine: Engine
  private readonly now: () => number
  private readonly faults: Faults
  private readonly underway = new Map<string, Promise<void>>()
  private readonly waiting = new Set<NodeJS.Timeout>()
  /** Deliveries that later ones are to overtake, in the order they came up. */
  private readonly held: string[] = []
  private stopped = false

  constructor(engine: Engine, options: { readonly now: () => number; readonly faults: Faults }) {
    this.engine = engine
    this.now = options.now
    this.faults = options.faults
  }

  /** Sends what has come up since the last look. */
  wake(): void {
    if (this.stopped) return
    let overtaken = false
    for (const id of this.engine.takeDeliveries()) {
      const fault = this.faults.forDelivery()
      if (fault?.kind === 'webhook-reorder') this.hold(id, fault.milliseconds)
      else if (fault?.kind === 'webhook-delay') this.later(fault.milliseconds, () => this.send(id))
      else if (fault?.kind === 'webhook-drop') this.ended(id, 0)
      else {
        this.send(id, fault?.kind === 'webhook-duplicate')
        overtaken = true
      }
    }
    if (overtaken) void this.release()
  }

  /** Keeps a delivery until later ones have overtaken it, or until none came for so long. */
  private hold(id: string, milliseconds: number): void {
    this.held.push(id)
    this.later(milliseconds, () => void this.release())
  }

  /** Sends what was held back, the latest first and each alone, once all that is underway has arrived. */
  private async release(): Promise<void> {
    const held = this.held.splice(0).toReversed()
    if (held.length > 0) await Promise.allSettled(this.underway.values())
    for (const id of held) {
      this.send(id)
      await this.underway.get(id)
    }
  }

  private send(id: string, twice = false): void {
    const delivery = this.engine.store.get('hidden.delivery', id)?.row
    if (this.stopped || delivery === undefined || delivery.done || this.underway.has(id)) return
    const work = this.attempt(delivery).then(async status => {
      if (twice) await this.attempt(delivery)
      this.underway.delete(id)
      this.ended(id, status)
    })
    this.underway.set(id, work)
  }

  /** Notes how an attempt ended, and has a failed one made again. */
  private ended(id: string, status: number): void {
    if (this.stopped) return
    this.engine.delivered(id, status, this.now())
    this.again(id)
  }

  private again(id: string): void {
    const delivery = this.engine.store.get('hidden.delivery', id)?.row
    if (delivery === undefined || delivery.done) return
    this.later((secondsToRetry(delivery.attempts) ?? 0) * 1000, () => this.send(id))
  }

  private later(milliseconds: number, act: () => void): void {
    const timer = setTimeout(() => {
      this.waiting.delete(timer)
      act()
    }, milliseconds)
    timer.unref()
    this.waiting.add(timer)
  }

  /** Where a delivery goes, what is in it, and what signs it; undefined when it is gone. */
  private letterOf(delivery: {
    readonly event: string
    readonly endpoint: string
  }): { readonly url: string; readonly secret: string; readonly body: string } | undefined {
    const { store } = this.engine
    const thin = store.get('hidden.thin_event', delivery.event)?.row
    const destination = store.get('hidden.destination', delivery.endpoint)?.row
    if (thin !== undefined && destination !== undefined)
      return { url: destination.url, secret: destination.secret, body: JSON.stringify(thin) }
    const event = store.get('event', delivery.event)?.row
    const url = store.get('webhook_endpoint', delivery.endpoint)?.row.url
    const secret = store.get('hidden.secret', delivery.endpoint)?.row.secret
    if (event === undefined || url === undefined || secret === undefined) return undefined
    return { url, secret, body: JSON.stringify(event) }
  }

  private async attempt(delivery: { readonly event: string; readonly endpoint: string }): Promise<number> {
    const letter = this.letterOf(delivery)
    if (letter === undefined) return 200
    const { url, secret, body } = letter
    const time = Math.floor(this.now() / 1000)
    const signature = createHmac('sha256', secret).update(`${time}.${body}`).digest('hex')
    try {
      const answer = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'stripe-signature': `t=${time},v1=${signature}`,
          'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
        },
        body,
        redirect: 'manual',
        signal: AbortSignal.timeout(PATIENCE_MILLISECONDS),
      })
      await answer.arrayBuffer()
      return answer.status
    } catch {
      return 0
    }
  }

  async stop(): Promise<void> {
    this.stopped = true
    for (const timer of this.waiting) clearTimeout(timer)
    await Promise.allSettled(this.underway.values())
  }
}
