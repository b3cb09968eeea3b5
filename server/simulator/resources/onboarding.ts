import type { ApiObjects } from '../core/stripe-types.ts'

type Account = ApiObjects['account']
type Requirements = NonNullable<Account['requirements']>
export type Facts = Readonly<Record<string, string>>

/** What Stripe asks of an account in test mode before it may receive money: one group per fact, any path of it will do. */
const ALWAYS: readonly (readonly string[])[] = [
  ['business_type'],
  ['tos_acceptance.date'],
  ['external_account', 'external_account.account_number', 'external_account.token'],
]
const OF_A_PERSON: readonly (readonly string[])[] = [
  ['individual.first_name'],
  ['individual.last_name'],
  ['individual.dob.day'],
  ['individual.address.line1'],
]
const OF_A_COMPANY: readonly (readonly string[])[] = [
  ['company.name'],
  ['company.address.line1'],
  ['company.tax_id'],
]

function neededOf(facts: Facts): readonly (readonly string[])[] {
  return [...ALWAYS, ...(facts['business_type'] === 'company' ? OF_A_COMPANY : OF_A_PERSON)]
}

/** Noted when an account went through onboarding, or was made without a type and so has nothing to go through. */
export const ONBOARDED = 'simulator.onboarded'

/** Noted when Stripe asks an account for more than it has told: until when (seconds), 0 for at once. */
export const RESTRICTED = 'simulator.restricted'

/** Noted when the platform rejected an account: why, in Stripe's words. */
export const REJECTED = 'simulator.rejected'

/** Noted when a rejected account may still pay out what it has. */
export const PAYS_OUT = 'simulator.pays_out'

const DOCUMENT = 'individual.verification.document'
type Fault = {
  readonly path: string
  readonly value: string
  readonly code: RequirementError['code']
  readonly reason: string
}
type RequirementError = NonNullable<Requirements['errors']>[number]

/** Stripe's test values that do not pass. Source: docs.stripe.com/connect/testing. */
const FAULTS: readonly Fault[] = [
  {
    path: 'individual.address.line1',
    value: 'address_no_match',
    code: 'verification_failed_address_match',
    reason: 'The provided address could not be verified.',
  },
  {
    path: 'company.address.line1',
    value: 'address_no_match',
    code: 'verification_failed_address_match',
    reason: 'The provided address could not be verified.',
  },
  {
    path: 'individual.id_number',
    value: '111111111',
    code: 'verification_failed_id_number_match',
    reason: 'The provided ID number could not be verified.',
  },
  {
    path: 'company.tax_id',
    value: '111111111',
    code: 'verification_failed_tax_id_match',
    reason: 'The provided tax ID could not be verified.',
  },
]

/** What was told and did not pass; a document that passes makes good what is about a person. */
function faultsIn(facts: Facts): readonly RequirementError[] {
  const proven = facts[`${DOCUMENT}.front`] === 'file_identity_document_success'
  return FAULTS.filter(({ path, value }) => facts[path] === value)
    .filter(({ path }) => !(proven && path.startsWith('individual')))
    .map(({ path, code, reason }) => ({ code, reason, requirement: path }))
}

/** Until when more is to be told, in seconds; undefined when nothing more is. */
function deadlineIn(facts: Facts): number | undefined {
  const restricted = facts[RESTRICTED]
  const proven = facts[`${DOCUMENT}.front`] === 'file_identity_document_success'
  return restricted === undefined || facts[ONBOARDED] !== undefined || proven ? undefined : Number(restricted)
}

function missingOf(account: Account, requested: readonly string[], facts: Facts): readonly string[] {
  if (requested.length === 0 || facts[ONBOARDED] !== undefined) return []
  const collects = account.controller?.requirement_collection === 'application'
  return neededOf(facts)
    .filter(paths => !collects || !paths.some(path => facts[path] !== undefined))
    .map(([first = '']) => first)
}

/**
 * What is still to be told. Where the platform collects, it has to send it (Stripe's test identity values pass, or do
 * not); where Stripe collects, the account has to go through onboarding.
 */
export function requirementsOf(
  account: Account,
  {
    requested,
    facts,
    now,
  }: { readonly requested: readonly string[]; readonly facts: Facts; readonly now: number },
): Requirements {
  const errors = faultsIn(facts)
  const deadline = deadlineIn(facts)
  const late = deadline !== undefined && deadline <= now ? [DOCUMENT] : []
  const asked = [...missingOf(account, requested, facts), ...errors.map(error => error.requirement), ...late]
  const soon = deadline !== undefined && deadline > now ? [DOCUMENT] : []
  const due = [...new Set([...asked, ...soon])]
  return {
    alternatives: [],
    current_deadline: soon.length > 0 ? (deadline ?? null) : null,
    currently_due: due,
    disabled_reason: disabledBy(facts) ?? (asked.length > 0 ? 'requirements.past_due' : null),
    errors: [...errors],
    eventually_due: due,
    past_due: [...new Set(asked)],
    pending_verification: [],
  }
}

const disabledBy = (facts: Facts): Requirements['disabled_reason'] => {
  const { [REJECTED]: reason } = facts
  if (reason === undefined) return null
  if (reason === 'terms_of_service') return 'rejected.platform_terms_of_service'
  return reason.startsWith('fraud') ? 'rejected.platform_fraud' : 'rejected.platform_other'
}

/** Each requested capability is active once nothing but a bank account is late. */
export function statusesOf(
  requested: readonly string[],
  requirements: Requirements,
): NonNullable<Account['capabilities']> {
  const late = (requirements.past_due ?? []).filter(name => name !== 'external_account')
  const rejected = requirements.disabled_reason?.startsWith('rejected') === true
  return Object.fromEntries(
    requested.map(name => [name, late.length === 0 && !rejected ? 'active' : 'inactive']),
  )
}
