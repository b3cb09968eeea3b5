import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it, test } from 'vitest'
import { checkResultSchema } from '#shared/api/check.ts'
import { forecastResultSchema } from '#shared/api/forecast.ts'
import { planSchema } from '#shared/api/plan.ts'
import type { FlowDocument } from '#shared/flow/document.ts'
import { serialise } from '#shared/flow/serialise.ts'
import { RULES } from '#shared/rules/index.ts'
import { flagship } from '#shared/templates/flagship.ts'
import { sluice } from './test-terminal.ts'

let folder = ''
let home = ''
let broken = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sluice-cli-'))
  home = join(folder, 'home.flow.json')
  broken = join(folder, 'broken.flow.json')
  writeFileSync(home, serialise(flagship.document))
  writeFileSync(broken, serialise(without('spl', 'plt')))
})

/** The flagship without the connection between two blocks. */
function without(from: string, to: string): FlowDocument {
  const { document } = flagship
  const kept = Object.entries(document.graph.connections).filter(
    ([, connection]) => connection.from.block !== from || connection.to.block !== to,
  )
  return { ...document, graph: { ...document.graph, connections: Object.fromEntries(kept) } }
}

describe('exit codes', () => {
  test.for([
    ['no such command', ['chekc'], 2, /unknown command 'chekc'[^]*Did you mean check/],
    ['no such option', ['check', '--fromat', 'json', 'x'], 2, /unknown option '--fromat'/],
    ['no such format', ['check', '--format', 'xml', 'x'], 2, /Allowed choices are text, json, sarif/],
    ['no file named', ['check'], 2, /missing required argument 'files'/],
    [
      'no such file',
      ['check', 'missing.flow.json'],
      2,
      /missing\.flow\.json cannot be read: there is no such file/,
    ],
    ['a directory', ['check', '.'], 2, /it is a directory/],
    ['no such template', ['new', 'flagshop'], 2, /There is no template “flagshop”/],
    ['no such rule', ['explain', 'connect/nothing'], 2, /Did you mean/],
    ['no months', ['forecast', 'x', '--months', '0'], 2, /1 to 120 months/],
    ['two formats', ['forecast', 'x', '--json', '--csv'], 2, /cannot be used with/],
  ] as const)('%s is wrong usage', async ([, args, code, told]) => {
    const result = await sluice(args)
    expect({ code: result.code, out: result.out }).toEqual({ code, out: '' })
    expect(result.err).toMatch(told)
  })

  test.for([
    ['no JSON', '{"version": 1,', /standard input: This is not JSON/],
    ['no flow', '[]', /not a Sluice flow/],
    ['another version', '{"version": 99}', /standard input:1: This flow has version 99/],
  ] as const)('standard input that is %s is unreadable', async ([, input, told]) => {
    const result = await sluice(['check', '-'], input)
    expect(result.code).toBe(2)
    expect(result.err).toMatch(told)
  })

  it('is 0 for a sound design and 1 for one with errors, whatever the command', async () => {
    for (const command of ['check', 'plan', 'forecast']) {
      expect([command, (await sluice([command, home])).code]).toEqual([command, 0])
      expect([command, (await sluice([command, broken])).code]).toEqual([command, 1])
    }
  })

  it('is 0 for help and version', async () => {
    expect((await sluice(['--help'])).code).toBe(0)
    expect(await sluice(['--version'])).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^\d+\.\d+\.\d+/),
    })
  })
})

describe('explain', () => {
  it('prints what a rule says, why, where it is from, and its examples', async () => {
    const { code, out, err } = await sluice(['explain', 'connect/split-remainder-unowned'])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    const rule = RULES.find(({ id }) => id === 'connect/split-remainder-unowned')
    const told = out.replaceAll(/\s+/g, ' ')
    expect(told).toContain('connect/split-remainder-unowned (error)')
    for (const words of [rule?.docs.title, rule?.docs.why, `Source: ${rule?.docs.source}`])
      expect(told).toContain(words)
    for (const { name, reports } of rule?.invalid ?? [])
      expect(told).toContain(`${name} ${reports.map(({ message }) => message).join(' ')}`)
    for (const { name } of rule?.valid ?? []) expect(told).toContain(name)
  })
})

describe('check', () => {
  it('reads standard input', async () => {
    expect(await sluice(['check', '-'], serialise(flagship.document))).toMatchObject({
      code: 0,
      out: expect.stringContaining('0 errors, 0 warnings, 3 advice'),
    })
  })

  it('answers in JSON as the HTTP API does', async () => {
    const { out } = await sluice(['check', broken, '--format', 'json'])
    const answer = checkResultSchema.parse(JSON.parse(out))
    expect(answer.counts.error).toBe(1)
    expect(answer.diagnostics.map(found => found.code)).toContain('connect/split-remainder-unowned')
  })

  it('lists several files beside the whole', async () => {
    const { out } = await sluice(['check', home, broken, '--format', 'json'])
    expect(JSON.parse(out)).toMatchObject({
      counts: { error: 1 },
      files: [
        { path: home, counts: { error: 0 } },
        { path: broken, counts: { error: 1 } },
      ],
    })
  })

  it('writes SARIF with the file and line', async () => {
    const { out } = await sluice(['check', broken, '--format', 'sarif'])
    const result = { ruleId: 'connect/split-remainder-unowned', level: 'error' }
    expect(JSON.parse(out)).toMatchObject({
      version: '2.1.0',
      runs: [{ results: expect.arrayContaining([expect.objectContaining(result)]) }],
    })
  })

  it('fails on more warnings than allowed', async () => {
    const warned = serialise(without('rf', 'rv'))
    expect((await sluice(['check', '-'], warned)).code).toBe(0)
    expect((await sluice(['check', '-', '--max-warnings', '1'], warned)).code).toBe(0)
    const refused = await sluice(['check', '-', '--max-warnings', '0'], warned)
    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('More warnings (1)') })
  })

  it('applies preferred fixes to the file and leaves a sound file as it is', async () => {
    const copy = join(folder, 'copy.flow.json')
    writeFileSync(copy, readFileSync(broken))
    expect((await sluice(['check', copy, '--fix'])).code).toBe(0)
    const fixed = readFileSync(copy, 'utf8')
    expect(fixed).not.toBe(readFileSync(broken, 'utf8'))
    await sluice(['check', copy, '--fix'])
    expect(readFileSync(copy, 'utf8')).toBe(fixed)
  })

  it('hands the fixed document on when it came from standard input', async () => {
    const { code, out, err } = await sluice(['check', '-', '--fix'], readFileSync(broken, 'utf8'))
    expect(code).toBe(0)
    expect((await sluice(['check', '-'], out)).code).toBe(0)
    expect(err).toContain('fixed:')
  })
})

describe('plan and forecast', () => {
  it('print JSON as the HTTP API does', async () => {
    const plan = planSchema.parse(JSON.parse((await sluice(['plan', home, '--json'])).out))
    const attended = planSchema.parse(JSON.parse((await sluice(['plan', home, '--json', '--attended'])).out))
    expect([plan.mode, attended.mode]).toEqual(['unattended', 'attended'])
    const { out } = await sluice(['forecast', home, '--json'])
    expect(forecastResultSchema.parse(JSON.parse(out)).scenario.months).toBe(12)
  })

  test.for([
    [[], 12],
    [['--months', '2'], 2],
    [['--scenario', 'renewal'], 2],
    [['--scenario', 'renewal', '--months', '3'], 3],
  ] as const)('forecast %j plays %i months', async ([options, months]) => {
    const { out } = await sluice(['forecast', home, '--json', ...options])
    expect(forecastResultSchema.parse(JSON.parse(out)).scenario.months).toBe(months)
  })

  it('forecasts the flagship to the cent', async () => {
    const { out } = await sluice(['forecast', home, '--months', '2', '--json'])
    expect(forecastResultSchema.parse(JSON.parse(out)).balances).toMatchObject({
      'balance:A': { usd: 8820 },
      'balance:B': { usd: 14220 },
      'balance:C': { usd: 6300 },
      'balance:platform': { usd: 2254 },
      'fees:stripe': { usd: 1006 },
    })
  })

  it('names the scenarios that there are', async () => {
    const { code, err } = await sluice(['forecast', home, '--scenario', 'winter'])
    expect(code).toBe(2)
    expect(err).toContain('has no scenario “winter”: it has first (First payment), renewal (First renewal)')
  })
})

describe('new', () => {
  it('prints the template, or writes a file that is not there yet', async () => {
    const path = join(folder, 'new.flow.json')
    expect((await sluice(['new', 'flagship'])).out).toBe(serialise(flagship.document).trimEnd())
    expect((await sluice(['new', 'flagship', '-o', path])).code).toBe(0)
    expect(readFileSync(path, 'utf8')).toBe(serialise(flagship.document))
    const again = await sluice(['new', 'flagship', '-o', path])
    expect(again).toMatchObject({ code: 2, err: expect.stringContaining('exists already') })
  })

  it('lists the templates', async () => {
    expect(JSON.parse((await sluice(['templates', '--json'])).out)).toMatchObject({
      templates: expect.arrayContaining([expect.objectContaining({ id: 'flagship' })]),
    })
  })
})
