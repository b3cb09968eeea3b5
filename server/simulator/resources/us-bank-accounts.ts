import { invalidRequest, missingParam, unsupported } from '../core/errors.ts'
import { present } from '../core/present.ts'
import type { ApiObjects, EndpointParams } from '../core/stripe-types.ts'
import type { World } from '../core/world.ts'
import { awaitDeposits } from '../money/microdeposits.ts'
import { testAccountOf } from '../money/test-debits.ts'

type PaymentMethod = ApiObjects['payment_method']
type BankGiven = NonNullable<EndpointParams<'POST /v1/payment_methods'>['us_bank_account']>

/** The test account in the United States that numbers stand for. */
export function testAccountFor(bank: BankGiven | undefined, name: string | null | undefined): string {
  if (bank === undefined) throw missingParam('us_bank_account')
  if (!name) throw missingParam('billing_details[name]')
  const { account_number: number, routing_number: routing } = bank
  if (number === undefined) throw missingParam('us_bank_account[account_number]')
  if (routing === undefined) throw missingParam('us_bank_account[routing_number]')
  if (!/^\d{9}$/.test(routing))
    throw invalidRequest('Routing number must have 9 digits', {
      code: 'routing_number_invalid',
      param: 'us_bank_account[routing_number]',
    })
  const test = testAccountOf(number)
  if (test !== undefined) return test
  throw unsupported(
    'bank accounts other than the test ones (000123456789)',
    'us_bank_account[account_number]',
  )
}

/** What a request says of a bank account beside its number; nobody knows yet whose it is. */
export function awaitingDeposits(
  world: World,
  made: PaymentMethod,
  { account_holder_type: holder, account_type: type, routing_number: routing }: BankGiven,
): PaymentMethod {
  awaitDeposits(world, made.id)
  if (made.us_bank_account === undefined) return made
  return world.change('payment_method', made.id, {
    us_bank_account: {
      ...made.us_bank_account,
      ...present({ account_holder_type: holder, account_type: type, routing_number: routing }),
    },
  })
}
