import type { OperationId } from '#shared/flow/ids.ts'
import type { Param } from '#shared/flow/parameters.ts'
import type { Operation, Plan } from '#shared/plan/plan.ts'
import { isLeft, isShare, operationsIn } from '#shared/plan/references.ts'
import { type ResolvedCall, resolveOperation, type Scope, UnresolvedReference } from '#shared/plan/resolve.ts'
import { simulatorCall } from '#shared/plan/simulator-calls.ts'
import { dashboardPage } from '#shared/run/dashboard-page.ts'
import { type JsonObject, toJsonObject } from '../json.ts'
import type { ApiCall, Gateway } from '../stripe/gateway.ts'

/** A call with everything filled in, or why there is none. */
export type Prepared =
  | { readonly state: 'call'; readonly call: ApiCall; readonly key: string }
  | { readonly state: 'skip'; readonly because: string }
  /** What would be answered is known without asking. */
  | { readonly state: 'known'; readonly answer: JsonObject }
  | { readonly state: 'impossible'; readonly message: string }

/** Operations whose answers an operation needs: those that it names, and the prices of the splits that it shares by. */
export function neededBy(operation: Operation, splits: Plan['splits']): Set<OperationId> {
  const { params, target, onAccount, each, keyValues } = operation
  const named: Param[] = [...Object.values(params), ...Object.values(keyValues)]
  for (const param of [target, onAccount, each]) if (param !== undefined) named.push(param)
  const prices = Object.values(splits).flatMap(({ legs }) =>
    legs.flatMap(leg => leg.prices.map(price => price.id)),
  )
  const shares = named.some(param => isShare(isLeft(param) ? param.$left : param))
  return new Set([...operationsIn(named), ...(shares ? operationsIn(prices) : [])])
}

/** Every call of an operation, one per element, or why it cannot be made. */
export function resolveCalls(
  operation: Operation,
  scope: Scope,
): readonly ResolvedCall[] | UnresolvedReference {
  try {
    return resolveOperation(operation, scope)
  } catch (error) {
    if (error instanceof UnresolvedReference) return error
    throw error
  }
}

/** Where a call goes out: who is asked, and under which address this server hears of it. */
export type Surroundings = {
  readonly element: number
  readonly run: string
  readonly target: Gateway['target']
  readonly webhookAddress: string | null
}

/** One call of an operation as it goes out. The endpoint that it registers is this server's own address, whatever was drawn. */
export function prepareCall(
  operation: Operation,
  scope: Scope,
  { element, run, target, webhookAddress }: Surroundings,
): Prepared {
  const calls = resolveCalls(operation, scope)
  if (calls instanceof UnresolvedReference) return { state: 'impossible', message: calls.message }
  const call = calls[element]
  if (call === undefined) return { state: 'skip', because: 'there is nothing to do it for' }
  const because = call.skip ?? (target === 'stripe' ? insteadOf(call) : undefined)
  if (because !== undefined) return { state: 'skip', because }
  const params = toJsonObject(call.params)
  if (asksForNothing(operation.call, params)) return { state: 'known', answer: NOTHING_LISTED }
  if (operation.call === 'webhookEndpoints.create') {
    if (webhookAddress === null) return { state: 'skip', because: POLLED }
    params.url = webhookAddress
  }
  // An event of a meter counts once per identifier, whoever sends it: another run must say another.
  if (operation.call === 'billing.meterEvents.create' && typeof params.identifier === 'string')
    params.identifier = `${params.identifier}-${run}`.slice(0, 100)
  return {
    state: 'call',
    key: call.key,
    call: asApiCall(call, params),
  }
}

const asApiCall = ({ call, target, onAccount }: ResolvedCall, params: JsonObject): ApiCall => ({
  call,
  params,
  target: target ?? undefined,
  onAccount: onAccount ?? undefined,
})

const NOTHING_LISTED: JsonObject = { object: 'list', data: [], has_more: false }

/** A list by something that is not there, such as the group of a charge of which nothing was transferred: the API takes no empty filter. */
const asksForNothing = (call: string, params: JsonObject): boolean =>
  call.endsWith('.list') && Object.values(params).includes(null)

/** Why a helper of the simulator is not asked at Stripe, and where a person does it. */
const insteadOf = ({ call, target }: ResolvedCall): string | undefined => {
  const because = simulatorCall(call)?.instead
  return because === undefined || target === null ? because : `${because}: ${dashboardPage(target)}`
}

const POLLED = 'the API cannot reach this server (SLUICE_PUBLIC_URL is not set), so its events are polled'
