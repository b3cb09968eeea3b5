import type { Endpoint, PathNames } from '../core/endpoint.ts'
import type { RawFields } from '../core/form.ts'
import type { World } from '../core/world.ts'

/** An endpoint of the simulator's own, below `/_sim`: what a person or Stripe's Dashboard would do. */
export function insideEndpoint(
  name: `${'GET' | 'POST'} /_sim/${string}`,
  run: (world: World, path: PathNames, raw: RawFields) => unknown,
): Endpoint {
  return { name, params: undefined, result: undefined, run }
}
