import { Router } from 'express'
import { documentRequestSchema } from '#shared/api/flows.ts'
import { forecastRequestSchema } from '#shared/api/forecast.ts'
import { forecastAnswer } from '#shared/api/forecast-answer.ts'
import { planRequestSchema } from '#shared/api/plan.ts'
import type { Design } from '../design.ts'
import { bodyOf } from '../http/json-body.ts'

/** Check, plan and forecast of a document that comes with the request. */
export function designRoutes(design: Design): Router {
  const router = Router()

  router.post('/api/check', (request, response) => {
    const { document } = bodyOf(request, documentRequestSchema)
    response.json(design.check(design.read(document)))
  })

  router.post('/api/plan', (request, response) => {
    const { document, mode } = bodyOf(request, planRequestSchema)
    response.json(design.plan(design.read(document), mode ?? 'unattended').plan)
  })

  router.post('/api/forecast', (request, response) => {
    const wish = bodyOf(request, forecastRequestSchema)
    const document = design.read(wish.document)
    const scenario = design.choose(document, { ...wish, otherwise: 12 })
    response.json(forecastAnswer(design.forecast(design.plan(document, 'unattended'), scenario)))
  })

  return router
}
