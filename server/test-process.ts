import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { testDatabase, testSeedArchive } from './storage/test-storage.ts'

/** For tests: a server in a process of its own, to be killed. */
export type ServerProcess = {
  readonly url: string
  /** SIGKILL: the process gets no chance to do anything. */
  readonly kill: () => Promise<void>
  /** SIGTERM: the answer is the exit code. */
  readonly terminate: () => Promise<number | null>
}

/** For tests: the server as it is shipped, bundled. */
export type ServerProgram = {
  /** Starts it on a data directory. */
  readonly start: (dataDir: string, environment?: Readonly<Record<string, string>>) => Promise<ServerProcess>
  readonly remove: () => Promise<void>
}

/** For tests: bundles the server once, so that it can be started often. */
export async function buildServerProgram(): Promise<ServerProgram> {
  const root = fileURLToPath(new URL('..', import.meta.url))
  const seedArchive = await testSeedArchive()
  const directory = await mkdtemp(join(root, '.cache', 'server-'))
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    build: {
      ssr: true,
      outDir: directory,
      target: 'node20',
      rolldownOptions: {
        input: {
          program: join(root, 'server/test-program.ts'),
          'pglite-worker': join(root, 'server/storage/pglite-worker.ts'),
        },
        output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  })
  return {
    start: async (dataDir, environment = {}) =>
      start(join(directory, 'program.js'), [dataDir, seedArchive], {
        ...(await testDatabase(dataDir)),
        ...environment,
      }),
    remove: () => rm(directory, { recursive: true, force: true }),
  }
}

async function start(
  program: string,
  args: string[],
  environment: Readonly<Record<string, string>>,
): Promise<ServerProcess> {
  const env = { PATH: '', SLUICE_LOG: 'error', ...environment }
  const child = fork(program, args, { env, execArgv: [], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const said: unknown[] = await Promise.race([once(child, 'message'), once(child, 'exit')])
  if (typeof said[0] !== 'string') throw new Error(`the server ended with code ${String(said[0])}`)
  return {
    url: said[0],
    kill: async () => {
      await end(child, 'SIGKILL')
    },
    terminate: () => end(child, 'SIGTERM'),
  }
}

async function end(child: ChildProcess, signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
  child.kill(signal)
  await once(child, 'exit')
  return child.exitCode
}
