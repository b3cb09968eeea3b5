/** A key that no run may ever use, or no key at all. The message never contains the key. */
export class KeyRefused extends Error {
  readonly code: 'live-key-refused' | 'malformed-key'

  constructor(code: 'live-key-refused' | 'malformed-key', message: string) {
    super(message)
    this.name = 'KeyRefused'
    this.code = code
  }
}

/** A live key anywhere in a text. */
export const LIVE_KEY = /\b[sr]k_live_\w{4,}/

/**
 * A secret or restricted key of a test environment.
 * @throws KeyRefused for live keys, publishable keys and anything else.
 */
export function testKey(text: string): string {
  const key = text.trim()
  if (/^[sr]k_live_/.test(key)) {
    throw new KeyRefused(
      'live-key-refused',
      'STRIPE_SECRET_KEY is a live key. Sluice moves test money only: use a key that starts with sk_test_ or rk_test_ (Dashboard → Developers → API keys, in a sandbox).',
    )
  }
  if (!/^[sr]k_test_\w{4,}$/.test(key)) {
    throw new KeyRefused(
      'malformed-key',
      'STRIPE_SECRET_KEY is not a secret key of a sandbox. It starts with sk_test_ or rk_test_; leave it unset to run against the built-in simulator.',
    )
  }
  return key
}

/** The key by which this server talks to its own simulator: looks like a test key, opens nothing. */
export const SIMULATOR_KEY = ['sk', 'test', 'sluice', 'built', 'in', 'simulator'].join('_')
