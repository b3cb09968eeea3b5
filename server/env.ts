import { resolve } from 'node:path'
import { KeyRefused, testKey } from './stripe/api-key.ts'

/** Everything that a person may set from outside, read once. */
export type Settings = {
  readonly host: string
  readonly port: number
  readonly dataDir: string
  readonly databaseUrl: string | undefined
  /** Test key of a Stripe sandbox; undefined = the built-in simulator. */
  readonly stripeKey: string | undefined
  /** Address under which Stripe reaches this server; undefined = events are polled. */
  readonly publicUrl: string | undefined
  /** Host names beside the loopback ones under which the server may be addressed. */
  readonly allowedHosts: readonly string[]
  /** A simulator that runs by itself (`sluice simulator`); undefined = one of this server's own. */
  readonly simulator: { readonly host: string; readonly port: number } | undefined
  /** Name of this process among several on one database, the same after a restart; undefined = host and port. */
  readonly executorId: string | undefined
  readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'silent'
}

/** A setting that cannot be used. The message names it and says what to do. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError'
}

/** What the command line said; it wins over the environment. */
export type Flags = { readonly host?: string; readonly port?: string; readonly data?: string }

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '::1'])
const LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'] as const

/**
 * Settings from flags and environment. This is the only place that reads the environment.
 * @throws SettingsError when one cannot be used, live keys among them.
 */
export function readSettings(
  flags: Flags = {},
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Settings {
  const said = (name: string): string | undefined => {
    const text = environment[name]?.trim()
    return text === undefined || text === '' ? undefined : text
  }
  const read = <T>(name: string, use: (text: string) => T): T | undefined => {
    const text = said(name)
    return text === undefined ? undefined : use(text)
  }
  return {
    host: hostOf(flags.host ?? said('HOST') ?? '127.0.0.1'),
    port: portOf(flags.port ?? said('PORT') ?? '4242'),
    dataDir: resolve(flags.data ?? said('SLUICE_DATA') ?? '.sluice'),
    databaseUrl: read('DATABASE_URL', databaseOf),
    stripeKey: read('STRIPE_SECRET_KEY', keyOf),
    publicUrl: read('SLUICE_PUBLIC_URL', publicUrlOf),
    allowedHosts: read('SLUICE_ALLOWED_HOSTS', text => text.split(/[\s,]+/)) ?? [],
    simulator: read('SLUICE_SIMULATOR', simulatorOf),
    executorId: said('SLUICE_EXECUTOR'),
    logLevel: read('SLUICE_LOG', text => LEVELS.find(level => level === text)) ?? 'info',
  }
}

function hostOf(host: string): string {
  if (LOOPBACK.has(host)) return host
  throw new SettingsError(
    `HOST ${host} would let other machines in, and Sluice has no access control. Use 127.0.0.1; to reach it from elsewhere, put a tunnel or a proxy with a login in front.`,
  )
}

function portOf(text: string): number {
  const port = Number(text)
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port
  throw new SettingsError(`PORT ${text} is no port. Give a number from 0 to 65535 (0 = any free one).`)
}

function databaseOf(url: string): string {
  if (/^postgres(ql)?:\/\//.test(url)) return url
  throw new SettingsError(
    'DATABASE_URL is no Postgres address. It reads postgres://user:password@host:5432/database; leave it unset for the built-in database.',
  )
}

function keyOf(text: string): string {
  try {
    return testKey(text)
  } catch (error) {
    if (error instanceof KeyRefused) throw new SettingsError(error.message)
    throw error
  }
}

function simulatorOf(text: string): { host: string; port: number } {
  const url = URL.canParse(text) ? new URL(text) : null
  if (url?.protocol === 'http:' && LOOPBACK.has(url.hostname.replace(/^\[|\]$/g, '')) && url.port !== '') {
    return { host: url.hostname, port: Number(url.port) }
  }
  throw new SettingsError(
    `SLUICE_SIMULATOR ${text} is no simulator on this machine. Start one with “sluice simulator” and give its address: http://127.0.0.1:12111`,
  )
}

function publicUrlOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null
  if (url?.protocol === 'https:') return url.origin
  throw new SettingsError(
    `SLUICE_PUBLIC_URL ${text} is no https address. Give the address under which Stripe reaches this server, or leave it unset: events are then polled.`,
  )
}
