import { expect, it } from 'vitest'
import { RULES } from '#shared/rules/index.ts'
import { withRule } from './preventing-rule.ts'

it('points from a refusal of Stripe to the rule that prevents it', () => {
  const rule = RULES.find(({ stripeCodes }) => stripeCodes !== undefined && stripeCodes.length > 0)
  const code = rule?.stripeCodes?.[0] ?? ''
  const error = { kind: 'rejected', message: 'No.', code } as const
  expect(RULES.find(({ id }) => id === withRule(error).rule)?.stripeCodes).toContain(code)
  expect(withRule({ ...error, code: 'nobody_knows' })).not.toHaveProperty('rule')
})
