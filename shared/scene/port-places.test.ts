import { describe, expect, it, test } from 'vitest'
import { DEFINITIONS, definitionOf } from '#shared/blocks/index.ts'
import { connectionId } from '#shared/flow/ids.ts'
import { blockSizes } from './block-size.ts'
import { type PortUse, placePorts, portOfHandle, unused } from './port-places.ts'

const places = (kind: string, use: PortUse = unused): Record<string, [string, number, number]> => {
  const definition = definitionOf(kind)
  if (!definition) throw new Error(`no block ${kind}`)
  return Object.fromEntries(
    placePorts(definition, use).map(({ handle, side, x, y }) => [handle, [side, x, y]]),
  )
}

test.for(DEFINITIONS.map(definition => definition.kind))(
  'every port of %s sits on the edge of its card',
  kind => {
    const definition = definitionOf(kind)
    if (!definition) throw new Error(`no block ${kind}`)
    const { width, height } = blockSizes[definition.size]
    const all = placePorts(definition, {
      ...unused,
      connected: new Set(definition.ports.map(port => port.id)),
    })
    expect(new Set(all.map(place => place.handle)).size).toBe(definition.ports.length)
    for (const { side, x, y } of all) {
      expect({ left: x === 0, right: x === width, bottom: y === height }[side]).toBe(true)
      expect(x >= 0 && x <= width && y >= 0 && y <= height).toBe(true)
    }
  },
)

describe('gates', () => {
  it('stand in one line on cards of both sizes that differ by a step of the grid', () => {
    expect(places('subscription')['money-in']).toEqual(['left', 0, 44])
    expect(places('transfer')['money-in']).toEqual(['left', 0, 36])
  })

  it('get one place for each connection, in order, 20 apart', () => {
    const leaving = { 'money-out': ['a', 'b', 'c', 'd'].map(connectionId) }
    const split = placePorts(
      definitionOf('split') ?? { kind: '', ports: [], size: 'tall', category: 'connect' },
      { connected: new Set(['money-out']), leaving, height: {} },
    ).filter(place => place.port.id === 'money-out')
    expect(split.map(({ handle, y, connection }) => [handle, y, connection])).toEqual([
      ['money-out', 14, 'a'],
      ['money-out#1', 34, 'b'],
      ['money-out#2', 54, 'c'],
      ['money-out#3', 74, 'd'],
    ])
    expect(split.map(({ handle }) => portOfHandle(handle))).toEqual(Array(4).fill('money-out'))
  })
})

describe('references', () => {
  it('that nothing needs are left out when a block has many', () => {
    expect(Object.keys(places('subscription'))).not.toContain('coupon')
    expect(Object.keys(places('subscription', { ...unused, connected: new Set(['coupon']) }))).toContain(
      'coupon',
    )
  })

  it('from above arrive above the others', () => {
    const use: PortUse = {
      connected: new Set(['customer', 'price']),
      leaving: {},
      height: { customer: 300, price: 80 },
    }
    const [, , customer = 0] = places('subscription', use).customer ?? []
    const [, , price = 0] = places('subscription', use).price ?? []
    expect(price).toBeLessThan(customer)
  })
})
