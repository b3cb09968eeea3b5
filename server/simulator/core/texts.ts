import { type ApiError, invalidRequest } from './errors.ts'

/** How long texts may be, characters, where that is the same wherever a parameter of the name appears. */
const LONGEST: Readonly<Record<string, number>> = {
  statement_descriptor: 22,
  statement_descriptor_suffix: 22,
}
const USUAL = 5000
/** Of what a dispute is answered with. */
const EVIDENCE = 20_000

/** Refuses a text that is longer than Stripe takes it. */
export function checkLength(text: string, path: string): void {
  const most = path.startsWith('evidence') ? EVIDENCE : (LONGEST[path.replace(/^.*\[(.*)\]$/, '$1')] ?? USUAL)
  if (text.length > most) throw tooLong(text, path, most)
}

/** The refusal of a text that is longer than it may be. */
function tooLong(text: string, param: string, most: number): ApiError {
  return invalidRequest(
    `Invalid string: ${text.slice(0, 10)}...${text.slice(-3)}; must be at most ${most} characters`,
    { param },
  )
}

/** Refuses what is longer than the most characters it may have; the parameter is named as in the request. */
export function checkAtMost(text: string | null | undefined, param: string, most: number): void {
  if (text !== null && text !== undefined && text.length > most) throw tooLong(text, param, most)
}

/** Refuses what is no address of electronic mail. */
export function checkEmail(email: string | null | undefined, param: string): void {
  if (email !== null && email !== undefined && !/^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(email))
    throw invalidRequest(`Invalid email address: ${email}`, { code: 'email_invalid', param })
}

/** Refuses what a statement of a card or bank account cannot show. */
export function checkDescriptor(text: string | null | undefined, param: string): void {
  if (text === null || text === undefined || text === '') return
  if (/[<>\\'"*]/.test(text))
    throw invalidRequest(
      String.raw`The statement descriptor contains invalid characters: none of < > \ ' " * can be used.`,
      { param },
    )
  if (!/[a-z]/i.test(text))
    throw invalidRequest('The statement descriptor must contain at least one alphabetic character.', {
      param,
    })
}
