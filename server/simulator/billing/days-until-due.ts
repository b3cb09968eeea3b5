import { type ApiError, invalidRequest, missingParam } from '../core/errors.ts'

/** The refusal of when something is due that is charged by itself. */
export const onlySent = (param: string): ApiError =>
  invalidRequest(`You can only specify ${param} when collection_method is send_invoice.`, { param })

/** What is sent needs to say in how many days it is due, unless it does already; what is charged by itself must not. */
export function checkDaysUntilDue(
  collection: string,
  given: number | undefined,
  before: number | null = null,
): void {
  if (collection === 'send_invoice' && (given ?? before) === null) throw missingParam('days_until_due')
  if (collection === 'charge_automatically' && given !== undefined) throw onlySent('days_until_due')
}
