import { missingParam } from '../core/errors.ts'
import type { ApiObjects } from '../core/stripe-types.ts'
import type { World } from '../core/world.ts'

/** A bank account that nobody has shown to be theirs yet: a small sum was sent to it, and its words are to be told. */
export const isUnverified = (world: World, method: string): boolean =>
  world.find('hidden.unverified', method) !== undefined

/** Has a new bank account wait for that. */
export function awaitDeposits(world: World, method: string): void {
  world.hide('hidden.unverified', { id: method, failures: 0 })
}

const DAY_SECONDS = 86_400
/** Days until a deposit is on its account. */
const ARRIVAL_DAYS = 2

type NextAction = NonNullable<ApiObjects['setup_intent']['next_action']>

/** Where and what the customer is to tell. */
export const depositAction = (world: World, intent: string) =>
  ({
    type: 'verify_with_microdeposits',
    verify_with_microdeposits: {
      arrival_date: world.now + ARRIVAL_DAYS * DAY_SECONDS,
      hosted_verification_url: `https://payments.simulator.invalid/microdeposit/${intent}`,
      microdeposit_type: 'descriptor_code',
    },
  }) satisfies Partial<NextAction>

/** What a request tells of the deposits. */
export type Told = { readonly amounts?: readonly number[]; readonly descriptor_code?: string }

/** Why an account is not verified; `final`: it cannot be any more. */
export type Unverified = { readonly code: string; readonly message: string; readonly final: boolean }

const PREFIX = 'payment_method_microdeposit_verification_'
const EXCEEDED: Unverified = {
  code: `${PREFIX}attempts_exceeded`,
  message: 'You have exceeded the number of allowed verification attempts.',
  final: true,
}
const TIMEOUT: Unverified = {
  code: `${PREFIX}timeout`,
  message: 'Microdeposit verification was not completed within the allowed time.',
  final: true,
}

/** Stripe's test values; all others do not match. Source: docs.stripe.com/payments/ach-direct-debit, Test micro-deposits. */
const OUTCOMES: Readonly<Record<string, Unverified | 'verified'>> = {
  SM11AA: 'verified',
  '32,45': 'verified',
  SM33CC: EXCEEDED,
  '10,11': EXCEEDED,
  SM44DD: TIMEOUT,
  '40,41': TIMEOUT,
}
/** How often one may be wrong. */
const ATTEMPTS = { amounts: 3, descriptor_code: 10 } as const

/** Compares what is told with what was sent; undefined once the account is verified. */
export function verifyDeposits(world: World, method: string, told: Told): Unverified | undefined {
  const { amounts, descriptor_code: code } = told
  if (amounts === undefined && code === undefined) throw missingParam('descriptor_code')
  const kind = code === undefined ? 'amounts' : 'descriptor_code'
  const outcome = OUTCOMES[code ?? (amounts ?? []).toSorted((a, b) => a - b).join(',')]
  if (outcome === 'verified') {
    world.store.remove('hidden.unverified', method)
    return undefined
  }
  if (outcome !== undefined) return outcome
  const failures = (world.find('hidden.unverified', method)?.failures ?? 0) + 1
  world.hide('hidden.unverified', { id: method, failures })
  return failures >= ATTEMPTS[kind] ? EXCEEDED : mismatch(kind)
}

const mismatch = (kind: keyof typeof ATTEMPTS): Unverified => ({
  code: `${PREFIX}${kind}_mismatch`,
  message:
    kind === 'amounts'
      ? 'The amounts provided do not match the amounts that were sent to the bank account.'
      : 'The descriptor code provided does not match the one that was sent to the bank account.',
  final: false,
})
