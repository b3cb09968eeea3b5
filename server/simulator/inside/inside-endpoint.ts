import { checkParams } from '../core/check-params.ts'
import type { Endpoint, PathNames } from '../core/endpoint.ts'
import type { TypeNode } from '../core/schema.ts'
import { isChecked } from '../core/trust.ts'
import type { World } from '../core/world.ts'

/** An endpoint below `/_sim` that acts for one API key, and what it does in words. */
export type InsideEndpoint = Endpoint & { readonly what: string }

/** What a helper is: in words, which parameters it takes (`?` after the name of one that may be left out), and what it does. */
type Helper<Given> = {
  readonly what: string
  readonly params?: Readonly<Record<string, TypeNode>>
  run(world: World, path: PathNames, given: Given): unknown
}

/**
 * An endpoint of the simulator's own: what a person, a bank or Stripe's Dashboard would do. Its parameters are checked
 * as those of Stripe's endpoints are, with the same errors; `Given` is what they are then known to be.
 */
export function insideEndpoint<Given = object>(
  name: `${'GET' | 'POST'} /_sim/${string}`,
  helper: Helper<Given>,
): InsideEndpoint {
  const { what, params = {} } = helper
  const type = { o: params }
  return {
    name,
    what,
    params: type,
    result: undefined,
    run: (world, path, raw) => {
      const given = checkParams(type, raw)
      if (!isChecked<Given>(given)) throw new TypeError('parameters are not an object')
      return helper.run(world, path, given)
    },
  }
}
