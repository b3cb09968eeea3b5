import { testIdOfNumber } from '../money/test-card-numbers.ts'
import { type Refusal, refusalIn } from './refusal.ts'
import type { Asked, WireAnswer } from './wire.ts'

/** A request and how it was answered. */
export type LoggedRequest = {
  readonly id: string
  readonly at: number
  readonly method: string
  readonly url: string
  readonly endpoint: string | null
  readonly account: string
  readonly status: number
  /** Why it was refused; null where it was not. */
  readonly error: Refusal | null
  readonly request: string
  readonly response: string
  /** What went wrong with it on purpose, as its header would ask for it (`slow:300`); null for nothing. */
  readonly fault: string | null
}

/** A form without card numbers that are none of Stripe's test numbers: their last four digits are left. */
export function withoutNumbers(form: string): string {
  return form.replaceAll(/(?:\d(?:\+|%20|-)?){12,19}/g, typed => {
    const number = typed.replaceAll(/%20|\D/g, '')
    return testIdOfNumber(number) === undefined ? `····${number.slice(-4)}` : typed
  })
}

/** The latest requests, so that a run can be explained; never keys. */
export class RequestLog {
  private readonly entries: LoggedRequest[] = []
  private readonly limit: number

  constructor(limit = 1000) {
    this.limit = limit
  }

  clear(): void {
    this.entries.length = 0
  }

  note(
    asked: Pick<Asked, 'method' | 'url' | 'account' | 'body'>,
    answer: WireAnswer,
    more: Pick<LoggedRequest, 'at' | 'endpoint' | 'fault'>,
  ): void {
    this.entries.push({
      id: answer.headers['request-id'] ?? '',
      method: asked.method,
      url: asked.url,
      account: asked.account,
      status: answer.status,
      error: refusalIn(answer),
      request: asked.body,
      response: answer.body,
      ...more,
    })
    if (this.entries.length >= 2 * this.limit) this.entries.splice(0, this.limit)
  }

  /** The one with an id, while it is among the latest. */
  find(id: string): LoggedRequest | undefined {
    return this.entries.findLast(entry => entry.id === id)
  }

  /** The latest ones, newest first. */
  latest(limit: number): readonly LoggedRequest[] {
    return this.entries.slice(-Math.min(limit, this.limit)).toReversed()
  }
}
