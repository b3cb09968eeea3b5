import { writeFile } from 'node:fs/promises'
import { UsageError } from './command.ts'

/** Writes a file that does not exist yet. @throws UsageError when it does, or cannot be written. */
export async function writeNewFile(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text, { flag: 'wx' })
  } catch (error) {
    throw asUsageError(path, error)
  }
}

/** Writes a file, new or not. @throws UsageError when it cannot be written. */
export async function writeOverFile(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text)
  } catch (error) {
    throw asUsageError(path, error)
  }
}

const causes: Readonly<Record<string, string>> = {
  EEXIST: 'it exists already. Choose another name, or move it away first.',
  ENOENT: 'its folder does not exist. Make the folder first.',
  EACCES: 'you may not write there. Choose another place.',
  EROFS: 'the disk is read-only. Choose another place.',
  ENOSPC: 'the disk is full.',
  EISDIR: 'it is a directory. Name a file in it.',
}

function asUsageError(path: string, error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error
  return new UsageError(`${path} cannot be written: ${causes[String(error.code)] ?? error.message}`)
}
