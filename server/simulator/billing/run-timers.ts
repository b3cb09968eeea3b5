import type { HiddenObjects } from '../core/stripe-types.ts'
import type { World } from '../core/world.ts'

type Timer = HiddenObjects['hidden.timer']
type Run = {
  readonly clock: string
  readonly until: number
  readonly act: (world: World, action: string, target: string) => void
}

/** Runs a test clock's timers up to a time, the earliest first, with the clock showing each one's time. */
export function runTimers(world: World, run: Run): void {
  for (;;) {
    const timer = earliest(world, run.clock)
    if (timer === undefined || timer.at > run.until) return
    world.removeTimer(timer)
    const shown = world.get('test_helpers.test_clock', run.clock).frozen_time
    if (timer.at > shown) world.change('test_helpers.test_clock', run.clock, { frozen_time: timer.at })
    run.act(world.on(timer.account), timer.action, timer.target)
  }
}

/** A clock's timers are kept in the order of their times. */
function earliest(world: World, clock: string): Timer | undefined {
  const [first] = world.store.linked('timers', clock)
  return first === undefined ? undefined : world.store.get('hidden.timer', first)?.row
}
