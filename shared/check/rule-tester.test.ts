import { expect, test } from 'vitest'
import type { Finding } from './diagnostic.ts'
import { flow } from './example.ts'
import { single } from './example-flows.ts'
import { atBlock, atFlow, atPort } from './locations.ts'
import { blockRule, type Rule } from './rule.ts'
import { registryProblems, ruleProblems } from './rule-tester.ts'

/** A rule that finds this on every customer; it promises one finding “found” at the block “cus”. */
const finding = (found: Omit<Finding, 'location'> & Partial<Finding>, valid = flow({})): Rule =>
  blockRule({
    id: 'structure/trial',
    severity: 'error',
    needs: 'graph',
    on: ['customer'],
    docs: { title: 'Trial', why: 'Trial.', source: 'practice' },
    valid: [{ name: 'fine', graph: valid }],
    invalid: [
      {
        name: 'broken',
        graph: single(),
        reports: [{ message: 'found', location: atBlock('cus') }],
      },
    ],
    *check(customer) {
      yield { location: atBlock(customer.id), ...found }
    },
  })

const problems = (rule: Rule) => ruleProblems(rule, [rule])

const needsCustomer: Rule = blockRule({
  id: 'structure/needs-customer',
  severity: 'error',
  needs: 'graph',
  on: ['subscription'],
  docs: { title: 'Trial', why: 'Trial.', source: 'practice' },
  valid: [{ name: 'fine', graph: flow({}) }],
  invalid: [{ name: 'none', graph: flow({}), reports: [] }],
  *check(plan, view) {
    if (view.into(plan, 'customer').length === 0)
      yield { message: 'no customer', location: atPort(plan.id, 'customer') }
  },
})

test('a rule that keeps its promises has no problem', () => {
  expect(problems(finding({ message: 'found' }))).toEqual([])
})

test('another message is a problem', () => {
  expect(problems(finding({ message: 'seen' })).join()).toContain(
    'expected {"location":{"at":"block","id":"cus"},"message":"found"}',
  )
})

test('another place is a problem', () => {
  expect(problems(finding({ message: 'found', location: atFlow })).join()).toContain(
    'reports {"location":{"at":"flow"}',
  )
})

test('a place that does not exist is a problem', () => {
  expect(problems(finding({ message: 'found', location: atBlock('ghost') })).join()).toContain(
    'points to {"at":"block","id":"ghost"}',
  )
})

test('a finding in a valid example is a problem', () => {
  expect(problems(finding({ message: 'found' }, single()))).toEqual(['valid “fine” is reported: found'])
})

test('a fix that leaves the finding is a problem', () => {
  const fixes = [{ title: 'Do nothing', patch: [] }]
  expect(problems(finding({ message: 'found', fixes }))).toEqual([
    'invalid “broken”: fix “Do nothing” leaves the finding',
  ])
})

test('a fix that brings an error is a problem', () => {
  const [cus] = Object.values(single().blocks)
  const fixes = cus ? [{ title: 'Delete it', patch: [{ op: 'block.remove' as const, id: cus.id }] }] : []
  const rule = finding({ message: 'found', fixes })
  expect(ruleProblems(rule, [rule, needsCustomer])).toEqual([
    'invalid “broken”: fix “Delete it” brings structure/needs-customer: no customer',
  ])
})

test('a rule that is missing, unknown, double or of another severity is a problem', () => {
  const rule = finding({ message: 'found' })
  expect(
    registryProblems({
      files: ['structure/other'],
      rules: [rule, rule],
      catalogue: [
        ['structure/trial', 'warning'],
        ['structure/gone', 'info'],
      ],
    }),
  ).toEqual([
    'structure/trial is registered twice',
    'structure/other is not registered',
    'structure/trial has no file of its name',
    'structure/trial has no file of its name',
    'structure/trial is error, the catalogue says warning',
    'structure/trial is error, the catalogue says warning',
    'structure/gone of the catalogue has no rule',
  ])
})
