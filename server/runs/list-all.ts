import type { Json } from '../json.ts'
import type { ApiAnswer, ApiCall } from '../stripe/gateway.ts'
import { type Caller, sleep } from './run-context.ts'

/** Why a list could not be had: the API is out of reach, or refuses. */
export type ListFailure = { readonly state: 'unreachable' | 'failed'; readonly message: string }

/** Asks for something that changes nothing. Waits out an API that is busy or away for a while. */
export async function ask(context: Caller, request: ApiCall): Promise<ApiAnswer> {
  const giveUpAt = performance.now() + context.patience.unreachableMs
  let wait = context.patience.firstWaitMs
  for (;;) {
    const answer = await context.gate.pass(() => context.gateway.call(request))
    if (answer.ok || answer.remedy === 'never' || performance.now() + wait > giveUpAt) return answer
    await sleep(wait)
    wait = Math.min(wait * 2, 5_000)
  }
}

/** Every item of a list, newest first as the API gives it. */
export async function listAll(context: Caller, request: ApiCall): Promise<Json[] | ListFailure> {
  const answer = await ask(context, request)
  if (answer.ok) return Array.isArray(answer.value.data) ? answer.value.data : []
  return { state: answer.remedy === 'never' ? 'failed' : 'unreachable', message: answer.error.message }
}
