import type { World } from '../core/world.ts'

/** Notes that a payment method was set up for payments while its customer is away. */
export function noteSetUp(world: World, method: string): void {
  if (!isSetUp(world, method)) world.store.link('method.set_up', method, 'off_session')
}

/** Whether a payment method was set up for payments while its customer is away. */
export function isSetUp(world: World, method: string): boolean {
  return world.store.linked('method.set_up', method).length > 0
}
