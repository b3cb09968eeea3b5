import * as z from 'zod/mini'

/** Schema of the answer of `GET /api/server`: what a screen says about where runs go. No key, no secret. */
export const serverInfoSchema = z.strictObject({
  version: z.string(),
  apiVersion: z.string(),
  target: z.enum(['simulator', 'stripe']),
  /** Last four characters of the key, for people with several; null for the simulator. */
  keyHint: z.nullable(z.string()),
  /** Address of the simulator's page about itself; null with Stripe. */
  inside: z.nullable(z.string()),
  /** How run events reach the server: signed webhooks, or polling of the events API. */
  events: z.enum(['webhooks', 'polling']),
})
/** What the server says about itself. */
export type ServerInfo = z.infer<typeof serverInfoSchema>
