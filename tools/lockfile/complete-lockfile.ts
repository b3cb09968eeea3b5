import * as z from 'zod'

const entrySchema = z.looseObject({
  version: z.optional(z.string()),
  dev: z.optional(z.boolean()),
  optionalDependencies: z.optional(z.record(z.string(), z.string())),
})
const lockSchema = z.looseObject({ packages: z.record(z.string(), entrySchema) })
type Lock = z.infer<typeof lockSchema>

const systems = [
  'aix',
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'win32',
]
const processors = [
  'arm64',
  'arm',
  'ia32',
  'loong64',
  'mips64el',
  'ppc64',
  'riscv64',
  's390x',
  'wasm32',
  'x64',
]

/** Optional packages that a lock file names but does not hold: `npm ci` refuses such a file where it cannot look them up. */
export function missingFromLock(lock: unknown): readonly string[] {
  return missing(lockSchema.parse(lock)).map(({ name, version }) => `${name}@${version}`)
}

/**
 * A registry need not offer the builds for other systems; npm then leaves them out of the lock file that it
 * writes, and `npm ci` refuses that file. This adds them, by what their names say. An entry for another system
 * is never fetched.
 */
export function completeLock(lock: unknown): unknown {
  const { packages, ...rest } = z.looseObject({ packages: z.record(z.string(), z.unknown()) }).parse(lock)
  const added = missing(lockSchema.parse(lock)).map(({ name, version, dev }): [string, unknown] => [
    `node_modules/${name}`,
    { version, ...platformOf(name), ...(dev ? { dev } : {}), optional: true },
  ])
  const all = [...Object.entries(packages), ...added].toSorted(([a], [b]) => a.localeCompare(b, 'en'))
  return { ...rest, packages: Object.fromEntries(all) }
}

function missing({ packages }: Lock) {
  return Object.entries(packages).flatMap(([path, entry]) =>
    Object.entries(entry.optionalDependencies ?? {})
      .filter(([name]) => !holds(packages, path, name))
      .map(([name, version]) => ({ name, version, dev: entry.dev === true })),
  )
}

/** Whether a package finds another one as Node does: beside it or further out. */
function holds(packages: Lock['packages'], from: string, name: string): boolean {
  const parts = from === '' ? [] : from.split('/node_modules/')
  return Array.from({ length: parts.length + 1 }, (_, at) => parts.slice(0, at))
    .map(outer => [...outer, name].join('/node_modules/'))
    .some(path => path in packages || `node_modules/${path}` in packages)
}

function platformOf(name: string) {
  const words = name.slice(name.indexOf('/') + 1).split('-')
  const system = systems.find(word => words.includes(word))
  const processor = processors.find(word => words.includes(word))
  if (system === undefined || processor === undefined) {
    throw new Error(`${name} is missing from package-lock.json: its name names no system, so add it by hand`)
  }
  const musl = words.some(word => word.startsWith('musl'))
  const libc = system === 'linux' ? { libc: [musl ? 'musl' : 'glibc'] } : {}
  return { cpu: [processor], ...libc, os: [system] }
}
