import * as z from 'zod/mini'
import { placeSchema } from '#shared/flow/document.ts'
import { blockSchema, connectionSchema } from '#shared/flow/graph.ts'
import { type Clip, holdsClip, MARK } from './clipboard.ts'

const clipSchema = z.strictObject({
  sluice: z.literal(MARK),
  version: z.literal(1),
  blocks: z.array(z.strictObject({ block: blockSchema, place: placeSchema })),
  connections: z.array(connectionSchema),
})

/** The clip in a clipboard text, or null when the text is something else. */
export const readClip = (text: string): Clip | null => {
  if (!holdsClip(text)) return null
  try {
    const read = clipSchema.safeParse(JSON.parse(text))
    return read.success ? read.data : null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}
