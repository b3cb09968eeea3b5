import { createHash } from 'node:crypto'
import type { SQL } from 'drizzle-orm'
import { PgDialect } from 'drizzle-orm/pg-core'
import type { Pool, QueryResultRow } from 'pg'

const dialect = new PgDialect()

/**
 * Sends a statement under a name that stands for its text, so that the database parses and plans it once per session
 * and not each time. For statements that come often and in few shapes: what was named is kept as long as the session.
 */
export async function sendNamed<Row extends QueryResultRow>(pool: Pool, statement: SQL): Promise<Row[]> {
  const { sql: text, params } = dialect.sqlToQuery(statement)
  const name = createHash('sha256').update(text).digest('base64url')
  const { rows } = await pool.query<Row>({ name, text, values: params })
  return rows
}
