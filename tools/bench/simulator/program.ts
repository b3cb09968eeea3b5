import { type ChildProcess, spawn } from 'node:child_process'
import path from 'node:path'

/** A server in a process of its own, and the numbers that it said when it was up: first its port. */
export type Program = { readonly said: readonly number[]; stop(): Promise<void> }

/** Starts one of this folder's servers. */
export async function startProgram(file: string, args: readonly string[] = []): Promise<Program> {
  const child = spawn(process.execPath, ['--import', 'tsx', path.join(import.meta.dirname, file), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const line = await firstLine(child)
  return {
    said: line.split(' ').map(Number),
    stop: () =>
      new Promise(resolve => {
        child.once('exit', () => resolve())
        child.kill()
      }),
  }
}

async function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once('exit', code => reject(new Error(`the server ended with ${code}`)))
    child.stdout?.once('data', (data: Buffer) => resolve(data.toString('utf8').trim()))
  })
}
