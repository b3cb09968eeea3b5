import * as z from 'zod/mini'
import type { OperationId } from './ids.ts'

/** Schema of an operation's id: block, a dot, a word; a number behind it where a block makes several alike. */
export const operationIdSchema = z.pipe(
  z.string().check(z.minLength(1), z.maxLength(120)),
  z.custom<OperationId>(),
)
