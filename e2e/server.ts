import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A real server, as `npm start` runs it, on a free port and with a data directory of its own. */
export type Server = { readonly url: string; stop(): Promise<void> }

const root = join(import.meta.dirname, '..')
const startLimitMs = 240_000

/** Starts the server, or another program of `sluice` that listens, and waits until it has told its address. */
export async function startServer(
  command: 'start' | 'simulator' = 'start',
  environment: Readonly<Record<string, string>> = {},
): Promise<Server> {
  const data = mkdtempSync(join(tmpdir(), 'sluice-e2e-'))
  const args = ['bin/sluice.js', command, '--port', '0', '--data', data]
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const url = await toldAddress(child)
  return {
    url,
    async stop() {
      const ended = new Promise(resolve => child.once('exit', resolve))
      child.kill('SIGTERM')
      await ended
      rmSync(data, { recursive: true, force: true })
    },
  }
}

function toldAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    const fail = (why: string) => {
      child.kill('SIGKILL')
      reject(new Error(`The server ${why}. It said:\n${said}`))
    }
    const limit = setTimeout(fail, startLimitMs, 'did not tell its address in time')
    const listen = (chunk: Buffer) => {
      said += chunk.toString()
      const [address] = /http:\/\/127\.0\.0\.1:\d+/.exec(said) ?? []
      if (address === undefined) return
      clearTimeout(limit)
      resolve(address)
    }
    child.stdout?.on('data', listen)
    child.stderr?.on('data', listen)
    child.once('exit', () => {
      clearTimeout(limit)
      fail('ended at its start')
    })
  })
}
