import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { runDetailSchema } from '#shared/api/runs.ts'
import { serialise } from '#shared/flow/serialise.ts'
import { flagship } from '#shared/templates/flagship.ts'
import { sluice } from './test-terminal.ts'

let folder = ''
let home = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sluice-cli-run-'))
  home = join(folder, 'home.flow.json')
  process.env['TMPDIR'] = folder // so that files left behind are those of this test
  writeFileSync(home, serialise(flagship.document))
})

it('runs the flagship over a renewal and reconciles it to the cent, leaving no files', {
  timeout: 180_000,
}, async () => {
  const { code, out, err } = await sluice(['run', home, '--months', '2', '--json'])
  const { run, reconciliation, operations } = runDetailSchema.parse(JSON.parse(out))
  expect({ code, status: run.status, reconciled: reconciliation?.reconciled }).toEqual({
    code: 0,
    status: 'succeeded',
    reconciled: true,
  })
  const observed = reconciliation?.rows.map(row => [row.account, row.observed, row.difference])
  expect(observed).toEqual(
    expect.arrayContaining([
      ['balance:platform', 2254, 0],
      ['fees:stripe', 1006, 0],
      ['balance:A', 8820, 0],
      ['balance:B', 14220, 0],
      ['balance:C', 6300, 0],
    ]),
  )
  const transfers = operations.filter(made => made.call === 'transfers.create' && made.status === 'succeeded')
  expect(transfers).toHaveLength(6)
  expect(err).toContain('ok      Transfer to “Brightside Cleaning”, $44.10')
  expect(readdirSync(folder).filter(name => name !== 'home.flow.json' && !name.startsWith('tsx-'))).toEqual(
    [],
  )
})

it('plays what can happen to a design, and tells it step by step', { timeout: 120_000 }, async () => {
  const { code, out, err } = await sluice(['run', home, '--scenario', 'refund-one'])
  expect(code, out).toBe(0)
  expect(out).toContain('Reconciled: every entry agrees to the cent.')
  expect(err).toMatch(/ok {6}Take back a share with “Take back shares”, \$31\.50/)
  expect(err).toMatch(/ok {6}Credit note for “Refund one service”, \$35\.00/)
})

it('says that a port is taken, by its number', { timeout: 20_000 }, async () => {
  const other = createServer()
  const port = await new Promise<number>(resolve => {
    other.listen(0, '127.0.0.1', () => {
      const address = other.address()
      resolve(typeof address === 'object' && address !== null ? address.port : 0)
    })
  })
  const data = join(tmpdir(), `sluice-cli-start-${port}`)
  for (const args of [
    ['start', '--port', String(port), '--data', data],
    ['simulator', '--port', String(port)],
  ]) {
    const { code, err } = await sluice(args)
    expect(code).toBe(2)
    expect(err).toContain(`Port ${port}`)
    expect(err).toContain('taken')
  }
  await new Promise(resolve => other.close(resolve))
})

it('refuses an address that others could reach', async () => {
  const { code, err } = await sluice(['start', '--host', '0.0.0.0'])
  expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining('no access control') })
})
