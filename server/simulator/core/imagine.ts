import type { World } from './world.ts'

/** What would come of some work, later perhaps: nothing of it stays or is told of, and the time is again what it was. */
export function imagine<T>({ shared, store }: World, work: () => T): T {
  const { now, random, imagining } = shared
  const { state } = random
  const mark = store.mark()
  shared.imagining = true
  try {
    return work()
  } finally {
    shared.imagining = imagining
    store.rollback(mark)
    random.state = state
    shared.now = now
  }
}

/** Shows a later time on a test clock, or on the wall clock: only for what is imagined, or a preview. */
export function moveTime(world: World, clock: string | null, at: number): void {
  if (at <= world.timeOn(clock)) return
  if (clock === null) world.shared.now = at
  else world.change('test_helpers.test_clock', clock, { frozen_time: at })
}
