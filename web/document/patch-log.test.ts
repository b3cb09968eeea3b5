import { describe, expect, it } from 'vitest'
import { type Change, emptyLog, record, stepBack, stepForward } from './patch-log.ts'

const change = (label: string, at: number, merge?: string): Change => ({
  label,
  patch: [{ op: 'flow.set', name: label }],
  inverse: [{ op: 'flow.set', name: `before ${label}` }],
  merge,
  at,
})
const labels = (changes: readonly Change[]): string[] => changes.map(each => each.label)

describe('record', () => {
  it('keeps changes apart that have no key, or other keys', () => {
    const log = [change('a', 0), change('b', 1), change('c', 2, 'x'), change('d', 3, 'y')].reduce(
      record,
      emptyLog,
    )
    expect(labels(log.past)).toEqual(['a', 'b', 'c', 'd'])
  })

  it('joins changes with one key that follow quickly, so that one step takes all back', () => {
    const log = [change('a', 0, 'x'), change('ab', 400, 'x'), change('abc', 900, 'x')].reduce(
      record,
      emptyLog,
    )
    expect(log.past).toEqual([
      {
        label: 'abc',
        merge: 'x',
        at: 900,
        patch: [
          { op: 'flow.set', name: 'a' },
          { op: 'flow.set', name: 'ab' },
          { op: 'flow.set', name: 'abc' },
        ],
        inverse: [
          { op: 'flow.set', name: 'before abc' },
          { op: 'flow.set', name: 'before ab' },
          { op: 'flow.set', name: 'before a' },
        ],
      },
    ])
  })

  it('starts a new step after a pause', () => {
    const log = [change('a', 0, 'x'), change('b', 5000, 'x')].reduce(record, emptyLog)
    expect(labels(log.past)).toEqual(['a', 'b'])
  })

  it('forgets what could be redone', () => {
    const back = stepBack(record(emptyLog, change('a', 0)))
    expect(record(back?.log ?? emptyLog, change('b', 1)).future).toEqual([])
  })
})

describe('stepping', () => {
  const log = [change('a', 0), change('b', 1)].reduce(record, emptyLog)

  it('goes back and forward through the same changes', () => {
    const first = stepBack(log)
    const second = stepBack(first?.log ?? emptyLog)
    expect([first?.change.label, second?.change.label]).toEqual(['b', 'a'])
    const again = stepForward(second?.log ?? emptyLog)
    expect(again?.change.label).toBe('a')
    expect([labels(again?.log.past ?? []), labels(again?.log.future ?? [])]).toEqual([['a'], ['b']])
  })

  it('stops at the ends', () => {
    expect([stepBack(emptyLog), stepForward(log)]).toEqual([null, null])
  })
})
