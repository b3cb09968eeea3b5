import { execFile } from 'node:child_process'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')

/** What a command said, and how it ended. */
export type Said = { readonly code: number; readonly out: string; readonly err: string }

/** Runs `sluice` as a terminal does, in the project's folder. */
export const sluice = (...args: readonly string[]): Promise<Said> =>
  new Promise(resolve => {
    execFile(
      process.execPath,
      ['bin/sluice.js', ...args],
      { cwd: root, maxBuffer: 1 << 26 },
      (error, out, err) => {
        const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1
        resolve({ code, out, err })
      },
    )
  })
