import { InvalidArgumentError } from 'commander'

/** A whole number from 0 on, as an option's value. */
export function wholeNumber(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('It takes a whole number.')
}

/** A number of months, as an option's value. */
export function monthCount(text: string): number {
  const months = wholeNumber(text)
  if (months >= 1 && months <= 120) return months
  throw new InvalidArgumentError('It takes 1 to 120 months.')
}

/** A port, as an option's value; 0 = any free one. */
export function portNumber(text: string): number {
  const port = wholeNumber(text)
  if (port <= 65_535) return port
  throw new InvalidArgumentError('It takes a port, 0 to 65535.')
}
