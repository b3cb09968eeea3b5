import type { World } from '../core/world.ts'

/** Moves a clock to the time it was told to reach, doing everything that falls due on the way. */
export function advance(world: World, id: string, runUntil: (until: number) => void): void {
  const clock = world.find('test_helpers.test_clock', id)
  const target = clock?.status_details.advancing?.target_frozen_time
  if (clock === undefined || target === undefined) return
  runUntil(target)
  const ready = world.change('test_helpers.test_clock', id, {
    frozen_time: target,
    status: 'ready',
    status_details: {},
  })
  world.emit('test_helpers.test_clock.ready', ready)
}

/** A clock that could not be advanced says so; it stays where it was. */
export function failClock(world: World, id: string): void {
  if (world.find('test_helpers.test_clock', id) === undefined) return
  const failed = world.change('test_helpers.test_clock', id, {
    status: 'internal_failure',
    status_details: {},
  })
  world.emit('test_helpers.test_clock.internal_failure', failed)
}
