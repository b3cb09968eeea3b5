import { UsageError } from './command.ts'

/** Starts something that listens; a port that cannot be had is told in words. */
export async function listening<T>(start: () => Promise<T>, port: number): Promise<T> {
  try {
    return await start()
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : ''
    if (code === 'EADDRINUSE') {
      throw new UsageError(
        `Port ${port} is taken by another program. Stop that one, or choose another with --port (0 takes a free one).`,
      )
    }
    if (code === 'EACCES')
      throw new UsageError(`Port ${port} needs more rights. Choose one from 1024 on with --port.`)
    throw error
  }
}
