import { endpoint } from '../core/endpoint.ts'
import type { ApiObjects } from '../core/stripe-types.ts'
import type { World } from '../core/world.ts'

type Mandate = ApiObjects['mandate']

/** How a customer agreed to be charged. */
export type Agreed = {
  readonly customer_acceptance?: {
    readonly accepted_at?: number
    readonly type?: string
    readonly online?: { readonly ip_address?: string; readonly user_agent?: string }
    readonly offline?: object
  }
}

/** Notes that a customer agreed to be charged by a payment method; the latest agreement counts. */
export function noteMandate(
  world: World,
  method: string,
  { customer_acceptance: agreed = {} }: Agreed,
): Mandate {
  const { type } = world.get('payment_method', method)
  const { online, offline } = agreed
  const mandate = world.create('mandate', {
    customer_acceptance: {
      accepted_at: agreed.accepted_at ?? world.now,
      type: agreed.type ?? 'online',
      ...(online === undefined
        ? {}
        : { online: { ip_address: online.ip_address ?? null, user_agent: online.user_agent ?? null } }),
      ...(offline === undefined ? {} : { offline: {} }),
    },
    multi_use: {},
    payment_method: method,
    payment_method_details: {
      type,
      ...(type === 'card' ? { card: {} } : {}),
      ...(type === 'us_bank_account' ? { us_bank_account: {} } : {}),
      ...(type === 'sepa_debit'
        ? {
            sepa_debit: {
              reference: world.shared.random.text(16).toUpperCase(),
              url: 'https://simulator.invalid/mandate',
            },
          }
        : {}),
    },
    status: 'active',
    type: 'multi_use',
  })
  world.store.link('method.mandates', method, mandate.id)
  return mandate
}

/** The mandate under which a payment method is charged; null when nobody agreed to one. */
export function mandateOf(world: World, method: string): string | null {
  return world.store.linked('method.mandates', method).at(-1) ?? null
}

export const mandateEndpoints = [
  endpoint('GET /v1/mandates/{id}', (world, _params, path) => world.get('mandate', path['id'] ?? '')),
]
