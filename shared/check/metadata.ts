import { LIMITS } from '#shared/facts/limits.ts'
import { BLOCK_PAIRS, RUN_KEYS } from '#shared/flow/every-block.ts'

type Metadata = Readonly<Record<string, string>>

const { key: KEY, value: VALUE } = LIMITS.metadata

/** What is wrong with metadata, as the rest of a sentence; null when it keeps to the limits. */
export const metadataProblem = (metadata: Metadata): string | null => {
  const entries = Object.entries(metadata)
  const bracket = entries.find(([key]) => /[[\]]/.test(key))
  const longKey = entries.find(([key]) => key.length > KEY)
  const longValue = entries.find(([, value]) => value.length > VALUE)
  const written = entries.find(([key]) => RUN_KEYS.includes(key))
  if (entries.length > BLOCK_PAIRS) return `more than ${BLOCK_PAIRS} metadata pairs, found ${entries.length}`
  if (bracket) return `a metadata key with a square bracket, found “${bracket[0].slice(0, KEY)}”`
  if (written) return `a metadata key that a run writes itself, found “${written[0]}”`
  if (longKey) return `a metadata key of more than ${KEY} characters, found ${longKey[0].length}`
  return longValue ? `a metadata value of more than ${VALUE} characters, found ${longValue[1].length}` : null
}

/** Metadata cut down to the limits. */
export const trimmedMetadata = (metadata: Metadata): Metadata =>
  Object.fromEntries(
    Object.entries(metadata)
      .filter(([key]) => !RUN_KEYS.includes(key))
      .slice(0, BLOCK_PAIRS)
      .map(([key, value]) => [key.replaceAll(/[[\]]/g, '').slice(0, KEY), value.slice(0, VALUE)]),
  )

/** Luhn's check of a card number. */
const isCardNumber = (digits: string): boolean => {
  if (!/^\d{13,19}$/.test(digits)) return false
  const sum = digits
    .split('')
    .toReversed()
    .map(Number)
    .reduce((total, digit, index) => {
      const doubled = index % 2 === 1 ? digit * 2 : digit
      return total + (doubled > 9 ? doubled - 9 : doubled)
    }, 0)
  return sum % 10 === 0
}

const NAMES: readonly (readonly [pattern: RegExp, what: string])[] = [
  [/card.?(number|no)|^pan$|cvc|cvv/i, 'a card'],
  [/iban|account.?number|routing/i, 'a bank account'],
  [/ssn|passport|social.?security|national.?id|tax.?id.?number/i, 'a person'],
]

const IBAN = /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/
const SOCIAL_SECURITY = /^\d{3}-\d{2}-\d{4}$/

/** Whose number a metadata pair holds that must never be there: a card's, a bank account's, a person's; else null. */
export const sensitiveNumber = (key: string, value: string): string | null => {
  const plain = value.replaceAll(/[\s-]/g, '')
  if (isCardNumber(plain)) return 'a card'
  if (IBAN.test(plain)) return 'a bank account'
  if (SOCIAL_SECURITY.test(value.trim())) return 'a person'
  const named = NAMES.find(([pattern]) => pattern.test(key))
  return named && /\d{3,}/.test(plain) ? named[1] : null
}
