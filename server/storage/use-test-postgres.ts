import { inject } from 'vitest'
import { keepTestsIn } from './test-storage.ts'

/** The servers that a file of the test project `postgres` starts keep their data in the PostgreSQL of that project. */
keepTestsIn(inject('postgres'))
