import { type ChangeEvent, type KeyboardEvent, useState } from 'react'
import type { Notation } from './typed-text.ts'

/** A value that may be left empty, how it is written, and what happens when another one is typed. */
export type DraftOptions<T> = {
  readonly value: T | undefined
  readonly notation: Notation<T>
  /** Whether the control may be left empty. */
  readonly optional: boolean
  readonly onChange: (value: T | undefined) => void
}

/** What an input needs to be typed in freely, and what is wrong with the text that stands in it. */
export type Draft = {
  readonly text: string
  readonly wrong: string | null
  readonly input: {
    readonly value: string
    readonly onChange: (event: ChangeEvent<HTMLInputElement>) => void
    readonly onBlur: () => void
    readonly onKeyDown: (event: KeyboardEvent<HTMLInputElement>) => void
  }
}

/**
 * Text in the making. Every text that can be read becomes the value at once; one that cannot stays on screen with
 * the reason until it is mended, or until focus leaves and the value stands there again. A value that changes from
 * outside (undo, a fix) replaces the text.
 */
export const useDraft = <T>({ value, notation, optional, onChange }: DraftOptions<T>): Draft => {
  const [draft, setDraft] = useState<{ text: string; stands: T | undefined; wrong: string | null } | null>(
    null,
  )
  const live = draft && Object.is(draft.stands, value) ? draft : null
  const text = live?.text ?? (value === undefined ? '' : notation.write(value))

  const type = (next: string) => {
    const typed = notation.read(next)
    if ('wrong' in typed) {
      setDraft({ text: next, stands: value, wrong: typed.wrong })
      return
    }
    if ('empty' in typed && !optional) {
      setDraft({ text: next, stands: value, wrong: 'This needs a value' })
      return
    }
    const read = 'empty' in typed ? undefined : typed.value
    setDraft({ text: next, stands: read, wrong: null })
    if (!Object.is(read, value)) onChange(read)
  }

  return {
    text,
    wrong: live?.wrong ?? null,
    input: {
      value: text,
      onChange: event => type(event.target.value),
      onBlur: () => setDraft(null),
      onKeyDown: event => {
        if (event.key === 'Escape') setDraft(null)
      },
    },
  }
}
