/* oxlint-disable typescript/consistent-type-assertions, typescript/no-unsafe-type-assertion -- Object.fromEntries forgets which key belongs to which value */

import * as z from 'zod/mini'
import { _default as withDefault } from 'zod/mini'
import { LIMITS } from '#shared/facts/limits.ts'
import type { BlockId } from './ids.ts'

/** How a field is shown and edited. */
export type Control =
  | 'amount'
  | 'choice'
  | 'text'
  | 'toggle'
  | 'number'
  | 'percent'
  | 'date'
  | 'list'
  | 'block'

/** One option of a choice. */
export type Choice = { readonly value: string; readonly label: string; readonly help?: string }

/**
 * One property of a block: form control, validation, documentation and the Stripe parameter it becomes, in one place.
 * A field whose `initial` is undefined may be left empty.
 */
export type Field<T = unknown> = {
  readonly control: Control
  readonly title: string
  readonly help: string
  readonly initial: T
  readonly schema: z.ZodMiniType<T>
  /** The Stripe parameter that it becomes, e.g. `recurring.interval`; absent for own fields. */
  readonly parameter?: string
  /** Unit shown behind the control: "days", "%", "% of each line". */
  readonly unit?: string
  readonly min?: number
  readonly max?: number
  readonly maxLength?: number
  readonly choices?: readonly Choice[]
  /** `percent` fields: hundredths of a percent (basis points) are kept, percent are shown. */
  readonly scale?: 'bps' | 'percent'
  /** `list` fields: the fields of one row; absent = a list of texts. */
  readonly row?: Fields
  /** `list` of texts: what may be picked. */
  readonly suggestions?: readonly string[]
  /** `block` fields: kinds that may be named. */
  readonly kinds?: readonly string[]
  /** Shown under "more settings". */
  readonly advanced?: boolean
}

/** The fields of a block kind by property name. */
export type Fields = Readonly<Record<string, Field>>

/** Properties as the fields describe them. */
export type PropsOf<F extends Fields> = { readonly [K in keyof F]: F[K] extends Field<infer T> ? T : never }

type Common<T> = Pick<Field<T>, 'title' | 'help' | 'parameter' | 'unit' | 'advanced'>

type Numeric = { readonly min?: number; readonly max?: number }

const between = ({ min, max }: Numeric) => [
  ...(min === undefined ? [] : [z.gte(min, `Must be at least ${min}`)]),
  ...(max === undefined ? [] : [z.lte(max, `Must be at most ${max}`)]),
]

const integer = (limits: Numeric) =>
  z.number('Must be a number').check(z.int('Must be a whole number'), ...between(limits))

const inMoney = (field: Numeric): Numeric => ({ max: LIMITS.largestAmount, ...field })

/** Money in minor units of the block's currency, typed in major units. */
export const amount = (field: Common<number> & Numeric & { initial: number }): Field<number> => ({
  ...field,
  control: 'amount',
  schema: integer(inMoney(field)),
})

/** Money that may be left empty. */
export const optionalAmount = (field: Common<number | undefined> & Numeric): Field<number | undefined> => ({
  ...field,
  control: 'amount',
  initial: undefined,
  schema: z.optional(integer(inMoney(field))),
})

/** A whole number with its unit. */
export const number = (field: Common<number> & Numeric & { initial: number }): Field<number> => ({
  ...field,
  control: 'number',
  schema: integer(field),
})

/** A whole number that may be left empty. */
export const optionalNumber = (field: Common<number | undefined> & Numeric): Field<number | undefined> => ({
  ...field,
  control: 'number',
  initial: undefined,
  schema: z.optional(integer(field)),
})

/** A percentage kept in basis points (10 % = 1000). */
export const basisPointsField = (field: Common<number> & { initial: number }): Field<number> => ({
  ...field,
  control: 'percent',
  scale: 'bps',
  min: 0,
  max: 10_000,
  schema: integer({ min: 0, max: 10_000 }),
})

/** A percentage kept in basis points that may be left empty. */
export const optionalBasisPoints = (field: Common<number | undefined>): Field<number | undefined> => ({
  ...field,
  control: 'percent',
  scale: 'bps',
  min: 0,
  max: 10_000,
  initial: undefined,
  schema: z.optional(integer({ min: 0, max: 10_000 })),
})

/** A percentage as Stripe takes it, that may be left empty (12.5 = 12.5 %). Its range and precision are rules. */
export const optionalPercent = (field: Common<number | undefined> & Numeric): Field<number | undefined> => ({
  ...field,
  control: 'percent',
  scale: 'percent',
  initial: undefined,
  schema: z.optional(z.number('Must be a number').check(...between(field))),
})

/** One of a closed list. */
export const choice = <const V extends string>(
  field: Common<V> & {
    initial: NoInfer<V>
    choices: readonly { readonly value: V; readonly label: string; readonly help?: string }[]
  },
): Field<V> => {
  const values = field.choices.map(option => option.value)
  return {
    ...field,
    control: 'choice',
    schema: z.enum(values as [V, ...V[]], `Must be one of ${values.join(', ')}`),
  }
}

/** One of a closed list, or nothing. */
export const optionalChoice = <const V extends string>(
  field: Common<V | undefined> & {
    choices: readonly { readonly value: V; readonly label: string; readonly help?: string }[]
  },
): Field<V | undefined> => {
  const values = field.choices.map(option => option.value)
  return {
    ...field,
    control: 'choice',
    initial: undefined,
    schema: z.optional(z.enum(values as [V, ...V[]], `Must be one of ${values.join(', ')}`)),
  }
}

/** Free text; '' when empty. */
export const text = (
  field: Common<string> & { initial?: string; maxLength?: number; suggestions?: readonly string[] },
): Field<string> => {
  const { maxLength } = field
  return {
    ...field,
    control: 'text',
    initial: field.initial ?? '',
    schema: z
      .string('Must be text')
      .check(
        ...(maxLength === undefined
          ? []
          : [z.maxLength(maxLength, `Must have at most ${maxLength} characters`)]),
      ),
  }
}

/** Yes or no. */
export const toggle = (field: Common<boolean> & { initial: boolean }): Field<boolean> => ({
  ...field,
  control: 'toggle',
  schema: z.boolean('Must be on or off'),
})

/** A point in time, ISO 8601 with seconds in UTC ("2026-01-01T00:00:00Z"); '' when empty. */
export const date = (field: Common<string> & { initial?: string }): Field<string> => ({
  ...field,
  control: 'date',
  initial: field.initial ?? '',
  schema: z
    .string('Must be a date')
    .check(
      z.refine(
        value => value === '' || !Number.isNaN(Date.parse(value)),
        'Must be a date such as 2026-01-01T00:00:00Z',
      ),
    ),
})

/** A list of texts, such as event names. */
export const textList = (
  field: Common<readonly string[]> & { initial?: readonly string[]; suggestions?: readonly string[] },
): Field<readonly string[]> => ({
  ...field,
  control: 'list',
  initial: field.initial ?? [],
  schema: z.array(z.string('Must be text')),
})

/** A list of rows, each with its own fields. */
export const rows = <const F extends Fields>(
  field: Common<readonly PropsOf<F>[]> & { initial?: readonly PropsOf<F>[]; row: F; max?: number },
): Field<readonly PropsOf<F>[]> => ({
  ...field,
  control: 'list',
  initial: field.initial ?? [],
  schema: z
    .array(propsSchema(field.row))
    .check(
      ...(field.max === undefined ? [] : [z.maxLength(field.max, `Must have at most ${field.max} rows`)]),
    ),
})

/** The id of another block that may be left empty; `kinds` says which may be named. */
export const blockField = (
  field: Common<BlockId | undefined> & { kinds: readonly string[] },
): Field<BlockId | undefined> => ({
  ...field,
  control: 'block',
  initial: undefined,
  schema: z.optional(
    z.custom<BlockId>(value => typeof value === 'string' && value !== '', 'Must name a block'),
  ),
})

/** Schema of a block's whole props: missing ones take their initial value, unknown ones are refused. */
export const propsSchema = <F extends Fields>(fields: F): z.ZodMiniType<PropsOf<F>> =>
  z.strictObject(
    Object.fromEntries(
      Object.entries(fields).map(([name, field]) => [
        name,
        field.initial === undefined ? field.schema : withDefault(field.schema, field.initial as never),
      ]),
    ),
  ) as unknown as z.ZodMiniType<PropsOf<F>>

/** The props that a fresh block has. */
export const initialProps = <F extends Fields>(fields: F): PropsOf<F> =>
  Object.fromEntries(
    Object.entries(fields)
      .filter(([, field]) => field.initial !== undefined)
      .map(([name, field]) => [name, field.initial]),
  ) as PropsOf<F>
