import { blockId, connectionId } from '#shared/flow/ids.ts'
import type { Location } from './diagnostic.ts'

/** The flow as a whole. */
export const atFlow: Location = { at: 'flow' }

/** A block. */
export const atBlock = (id: string): Location => ({ at: 'block', id: blockId(id) })

/** One property of a block. */
export const atField = (id: string, field: string): Location => ({ at: 'block', id: blockId(id), field })

/** One port of a block. */
export const atPort = (id: string, port: string): Location => ({
  at: 'port',
  ref: { block: blockId(id), port },
})

/** A connection. */
export const atConnection = (id: string): Location => ({ at: 'connection', id: connectionId(id) })
