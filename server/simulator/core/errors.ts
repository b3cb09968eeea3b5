import { enumAt } from './schema.ts'

/** The body of an error as Stripe writes it. */
export type ErrorBody = {
  readonly type: string
  readonly message: string
  readonly code?: string | undefined
  readonly param?: string | undefined
  readonly doc_url?: string | undefined
  readonly decline_code?: string | undefined
  readonly charge?: string | undefined
  readonly payment_intent?: unknown
  readonly setup_intent?: unknown
  readonly payment_method?: unknown
  readonly advice_code?: string | undefined
  readonly network_decline_code?: string | undefined
  readonly [more: string]: unknown
}

/** An answer that is an error. `keeps` says that what was done so far stays (a declined charge, say). */
export class ApiError extends Error {
  readonly status: number
  readonly body: ErrorBody
  readonly keeps: boolean

  constructor(status: number, body: ErrorBody, keeps = false) {
    super(body.message)
    this.status = status
    const { code } = body
    this.body = code !== undefined && stripeCodes.has(code) ? { doc_url: docUrl(code), ...body } : body
    this.keeps = keeps
  }
}

/** Where Stripe explains one of its error codes. */
export const docUrl = (code: string) => `https://stripe.com/docs/error-codes/${code.replaceAll('_', '-')}`

/** The codes that the SDK lists: of the simulator's own ones Stripe knows nothing. */
const stripeCodes = enumAt('PaymentIntent', ['last_payment_error', 'code'])

/** A request that cannot be done as asked: 400. */
export function invalidRequest(message: string, more: Partial<ErrorBody> = {}): ApiError {
  return new ApiError(400, { ...more, type: 'invalid_request_error', message })
}

export function missingParam(param: string): ApiError {
  return invalidRequest(`Missing required param: ${param}.`, { code: 'parameter_missing', param })
}

/** A parameter that the API version has no more, though earlier ones had it. */
export function retiredParam(param: string): ApiError {
  return invalidRequest(
    `The parameter ${param} is no longer supported. Use allowed_${param} or excluded_${param}, or leave it out for dynamic payment methods.`,
    { code: `${param}_no_longer_supported`, param },
  )
}

/** A text that cannot be unset. */
export function emptyParam(param: string): ApiError {
  return invalidRequest(
    `You passed an empty string for '${param}'. We assume empty values are an attempt to unset a parameter; however '${param}' cannot be unset. You should remove '${param}' from your request or supply a non-empty value.`,
    { code: 'parameter_invalid_empty', param },
  )
}

export function unknownParams(params: readonly string[]): ApiError {
  const [first = ''] = params
  const plural = params.length > 1 ? 's' : ''
  return invalidRequest(`Received unknown parameter${plural}: ${params.join(', ')}`, {
    code: 'parameter_unknown',
    param: first,
  })
}

/** An object that does not exist: 404 when the URL names it, 400 when a parameter does. */
export function noSuch(what: string, id: string, param?: string): ApiError {
  const body = {
    type: 'invalid_request_error',
    code: 'resource_missing',
    message: `No such ${what}: '${id}'`,
    param: param ?? 'id',
  }
  return new ApiError(param === undefined ? 404 : 400, body)
}

/** An account that is not there, or is not the key's: which of both is not said. */
export function noAccess(account: string): ApiError {
  return new ApiError(403, {
    type: 'invalid_request_error',
    code: 'account_invalid',
    message: `The provided key does not have access to account '${account}' (or that account does not exist). Application access may have been revoked.`,
  })
}

/** What the SDK knows and the simulator does not do: said in words, never invented. */
export function unsupported(what: string, param?: string): ApiError {
  return new ApiError(501, {
    type: 'invalid_request_error',
    code: 'simulator_unsupported',
    ...(param === undefined ? {} : { param }),
    message: `The simulator does not support ${what}. See docs/simulator.md for what it covers; use a Stripe sandbox for the rest.`,
  })
}

/** A refused card: 402. */
export function cardError(
  body: Omit<ErrorBody, 'type'> & { readonly message: string },
  keeps: boolean,
): ApiError {
  return new ApiError(402, { ...body, type: 'card_error' }, keeps)
}
