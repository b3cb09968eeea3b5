import express, { Router } from 'express'
import { ProblemError } from '../http/problem-error.ts'
import type { RunService } from '../runs/run-service.ts'

/** Events are small; a larger body is none. */
const MAX_EVENT = 1024 * 1024

/**
 * Where a run's endpoint is called. The signature is checked over the raw body, the answer goes out at once, and
 * the reaction runs on its own; the same event twice starts it once.
 */
export function webhookRoute(runs: RunService): Router {
  const router = Router()
  router.post(
    '/api/stripe/webhook{/:run}',
    express.raw({ type: () => true, limit: MAX_EVENT }),
    async (request, response) => {
      const body: unknown = request.body
      const signature = request.headers['stripe-signature']
      if (!Buffer.isBuffer(body) || typeof signature !== 'string') {
        throw new ProblemError('bad-signature', 'no Stripe-Signature header')
      }
      const taken = runs.takeWebhook(request.params.run ?? null, body, signature)
      if (!taken) throw new ProblemError('bad-signature', 'no endpoint of a run signed this body just now')
      response.json({ received: true })
    },
  )
  return router
}
