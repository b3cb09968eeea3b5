import type { Engine } from '../core/engine.ts'

/** Node's timers hold no more than about 24 days. */
const LONGEST = 2_000_000_000

/** Has the engine do what time brings: clocks that advance, renewals of subscriptions without a test clock. */
export class Pacemaker {
  private readonly engine: Engine
  private readonly options: { readonly now: () => number; readonly moved: () => void }
  private timer: NodeJS.Timeout | undefined
  private stopped = false

  constructor(engine: Engine, options: { readonly now: () => number; readonly moved: () => void }) {
    this.engine = engine
    this.options = options
  }

  /** Looks when the next thing is due, and waits for it. */
  wake(): void {
    clearTimeout(this.timer)
    const next = this.engine.nextTimer()
    if (this.stopped || next === undefined) return
    const wait = Math.min(LONGEST, Math.max(0, next.at * 1000 - this.options.now()))
    this.timer = setTimeout(() => this.beat(), wait)
    this.timer.unref()
  }

  private beat(): void {
    const now = this.options.now()
    const next = this.engine.nextTimer()
    if (this.stopped) return
    if (next !== undefined && next.at * 1000 <= now) {
      this.engine.runTimer(next.id, now)
      this.options.moved()
    }
    this.wake()
  }

  stop(): void {
    this.stopped = true
    clearTimeout(this.timer)
  }
}
