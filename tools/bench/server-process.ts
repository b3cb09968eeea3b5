import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

/** The product's own server as a process, started the way a person starts it. */
export type BenchServer = {
  readonly url: string
  /** From the start of the process to the first page that was answered, in milliseconds. */
  readonly startMs: number
  readonly get: (path: string) => Promise<unknown>
  readonly post: (path: string, body: unknown) => Promise<unknown>
  /** SIGKILL: nothing is put away. */
  readonly kill: () => Promise<void>
}

const root = join(import.meta.dirname, '..', '..')

/** Starts `sluice start` on a data directory and waits for its first page. */
export async function startBenchServer(dataDir: string): Promise<BenchServer> {
  const started = performance.now()
  const child = spawn(process.execPath, ['bin/sluice.js', 'start', '--port', '0', '--data', dataDir], {
    cwd: root,
    env: { ...process.env, STRIPE_SECRET_KEY: '', DATABASE_URL: '', SLUICE_LOG: 'error' },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const url = await addressFrom(child.stdout)
  await (await fetch(url)).text()
  const startMs = performance.now() - started
  return {
    url,
    startMs,
    get: async path => read(await fetch(`${url}${path}`)),
    post: async (path, body) =>
      read(
        await fetch(`${url}${path}`, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify(body),
        }),
      ),
    kill: async () => {
      child.kill('SIGKILL')
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
    },
  }
}

async function read(response: Response): Promise<unknown> {
  const text = await response.text()
  if (!response.ok) throw new Error(`the server answered ${String(response.status)}: ${text}`)
  return JSON.parse(text)
}

async function addressFrom(output: AsyncIterable<unknown>): Promise<string> {
  let text = ''
  for await (const chunk of output) {
    text += String(chunk)
    const [url] = /http:\/\/[\d.]+:\d+/.exec(text) ?? []
    if (url !== undefined) return url
  }
  throw new Error(`the server ended before it had an address: ${text}`)
}
