import type { Port } from './block-definition.ts'

type More = {
  readonly label?: string
  readonly required?: boolean
  readonly many?: boolean
  readonly accepts?: readonly string[]
}

const port = (base: Pick<Port, 'id' | 'label' | 'direction' | 'carries'>, more: More): Port => ({
  ...base,
  label: more.label ?? base.label,
  arity: more.many === true ? 'many' : 'one',
  required: more.required ?? false,
  ...(more.accepts === undefined ? {} : { accepts: more.accepts }),
})

/** Money that comes in; takes many connections. */
export const moneyIn = (accepts: readonly string[] | undefined, more: More = {}): Port =>
  port(
    { id: 'money-in', label: 'Money in', direction: 'in', carries: 'money' },
    { many: true, ...(accepts ? { accepts } : {}), ...more },
  )

/** Money that goes out; takes many connections. */
export const moneyOut = (more: More = {}): Port =>
  port({ id: 'money-out', label: 'Money out', direction: 'out', carries: 'money' }, { many: true, ...more })

/** Events that come in; takes many connections. */
export const eventIn = (more: More = {}): Port =>
  port({ id: 'event-in', label: 'Events in', direction: 'in', carries: 'event' }, { many: true, ...more })

/** Events that go out; takes many connections. */
export const eventOut = (more: More = {}): Port =>
  port({ id: 'event-out', label: 'Events', direction: 'out', carries: 'event' }, { many: true, ...more })

/** A reference that a block needs or may have; its id is what it refers to. */
export const refIn = (id: string, label: string, more: More = {}): Port =>
  port({ id, label, direction: 'in', carries: 'ref' }, { accepts: [id], ...more })

/** A reference that a block gives; named after what it gives. Takes many connections. */
export const refOut = (id: string, label: string): Port =>
  port({ id, label, direction: 'out', carries: 'ref' }, { many: true })
