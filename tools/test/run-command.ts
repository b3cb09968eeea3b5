import { spawn } from 'node:child_process'
import { delimiter, join } from 'node:path'

const bin = join(import.meta.dirname, '..', '..', 'node_modules', '.bin')

/** A child writes to a pipe; whether to colour depends on where this process writes. */
const colour = process.stdout.isTTY ? { FORCE_COLOR: '1' } : { NO_COLOR: '1', FORCE_COLOR: '0' }

/** A command of the machine or of `node_modules/.bin`. */
export type Command = {
  readonly run: readonly [program: string, ...args: string[]]
  readonly env?: Readonly<Record<string, string>>
  /** Where it runs; the repository when left out. */
  readonly cwd?: string
  /** Seconds after which the command and its children are ended. */
  readonly limit: number
  /** Seconds without a word of output after which it counts as hanging; none when left out. */
  readonly quietLimit?: number
  /** Also show the output while it comes. */
  readonly live?: boolean
}

/** How a command ended. `code` is null when it was ended from outside or could not start. */
export type Outcome = { readonly code: number | null; readonly output: string; readonly seconds: number }

/** Runs a command to its end, without standard input, and never longer than its limits. */
export async function runCommand(command: Command): Promise<Outcome> {
  const [program, ...args] = command.run
  const started = performance.now()
  const child = spawn(program, args, {
    cwd: command.cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
    env: { ...process.env, ...colour, ...command.env, PATH: `${bin}${delimiter}${process.env.PATH ?? ''}` },
  })
  let output = ''
  let quiet: NodeJS.Timeout | undefined
  const end = (reason: string) => {
    output += `\n${reason}\n`
    if (command.live === true) console.log(`\n${reason}`)
    endGroup(child.pid)
  }
  const listen = () => {
    clearTimeout(quiet)
    if (command.quietLimit === undefined) return
    quiet = setTimeout(end, command.quietLimit * 1000, `ended: silent for ${command.quietLimit} s`)
  }
  const take = (chunk: Buffer) => {
    output += chunk.toString()
    if (command.live === true) process.stdout.write(chunk)
    listen()
  }
  child.stdout.on('data', take)
  child.stderr.on('data', take)
  listen()
  const limit = setTimeout(end, command.limit * 1000, `ended: not done after ${command.limit} s`)
  const interrupt = () => {
    endGroup(child.pid)
  }
  process.once('exit', interrupt)
  const code = await new Promise<number | null>(resolve => {
    child.once('error', error => {
      output += `${program}: ${error.message}\n`
      resolve(null)
    })
    child.once('close', resolve)
  })
  clearTimeout(limit)
  clearTimeout(quiet)
  process.off('exit', interrupt)
  return { code, output, seconds: (performance.now() - started) / 1000 }
}

/** Ends a process that was started detached, with everything that it started. */
function endGroup(pid: number | undefined): void {
  if (pid === undefined) return
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL')
  } catch (error) {
    const gone = error instanceof Error && 'code' in error && error.code === 'ESRCH'
    if (!gone) throw error
  }
}
