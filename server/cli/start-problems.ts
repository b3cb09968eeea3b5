import { SettingsError } from '../env.ts'
import { PortTaken } from '../port-taken.ts'
import { DataError } from '../simulator/core/data-error.ts'
import { DirectoryInUse } from '../storage/directory-lock.ts'
import { NewerDatabase } from '../storage/migrate.ts'
import { UsageError } from './command.ts'

const told = [SettingsError, PortTaken, DirectoryInUse, NewerDatabase, DataError]

/** Does something that starts a server. What a person can put right is a UsageError with the same words. */
export async function orUsageError<T>(start: () => Promise<T>): Promise<T> {
  try {
    return await start()
  } catch (error) {
    if (error instanceof Error && told.some(kind => error instanceof kind))
      throw new UsageError(error.message)
    throw error
  }
}
