import { Plus, X } from 'lucide-react'
import { type KeyboardEvent, useState } from 'react'
import type { FieldControl } from '../../ui/Field.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import styles from './controls.module.css'
import { SettingFrame } from './SettingFrame.tsx'
import { Suggestions } from './Suggestions.tsx'
import type { SettingProps } from './setting.ts'
import { matching } from './suggest.ts'

const textsOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter(entry => typeof entry === 'string') : []

type AddProps = {
  control: FieldControl
  title: string
  taken: readonly string[]
  suggestions: readonly string[]
  onAdd: (text: string) => void
}

/** An input that adds to the list: Enter takes the marked suggestion, or the text itself. */
const AddText = ({ control, title, taken, suggestions, onAdd }: AddProps) => {
  const [text, setText] = useState('')
  const [open, setOpen] = useState(false)
  const [marked, setMarked] = useState(0)
  const offers = matching(suggestions, text, taken)
  const list = `${control.id}-offers`
  const mark = Math.min(marked, offers.length - 1)

  const add = (added: string) => {
    if (added.trim() === '' || taken.includes(added.trim())) return
    onAdd(added.trim())
    setText('')
    setMarked(0)
  }

  const keys: Record<string, () => void> = {
    Enter: () => add(offers[mark] ?? text),
    ArrowDown: () => {
      setOpen(true)
      setMarked((mark + 1) % Math.max(offers.length, 1))
    },
    ArrowUp: () => setMarked((mark - 1 + offers.length) % Math.max(offers.length, 1)),
    Escape: () => setOpen(false),
  }
  const press = (event: KeyboardEvent) => {
    const perform = keys[event.key]
    if (!perform) return
    event.preventDefault()
    if (event.key === 'Escape' && open) event.stopPropagation()
    perform()
  }
  const shown = open && offers.length > 0

  return (
    <div className={styles.add}>
      <Plus aria-hidden className={styles.addIcon} />
      <input
        {...control}
        role="combobox"
        aria-expanded={shown}
        aria-controls={list}
        aria-autocomplete="list"
        {...(shown && { 'aria-activedescendant': `${list}-${mark}` })}
        className={styles.addInput}
        placeholder={`Add to ${title.toLowerCase()}`}
        autoComplete="off"
        spellCheck={false}
        value={text}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onChange={event => {
          setText(event.target.value)
          setOpen(true)
          setMarked(0)
        }}
        onKeyDown={press}
      />
      {shown && <Suggestions id={list} offers={offers} marked={mark} onPick={add} />}
    </div>
  )
}

/** A list of texts, one below the other, each with a way to take it out. */
export const ListControl = (props: SettingProps) => {
  const { field, value, disabled, onChange } = props
  const texts = textsOf(value)
  return (
    <SettingFrame {...props} stacked>
      {control => (
        <div className={styles.list}>
          {texts.length > 0 && (
            <ul className={styles.texts}>
              {texts.map(text => (
                <li key={text} className={styles.text}>
                  <code>{text}</code>
                  <IconButton
                    icon={X}
                    size="small"
                    label={`Remove ${text}`}
                    disabled={disabled}
                    onClick={() => onChange(texts.filter(other => other !== text))}
                  />
                </li>
              ))}
            </ul>
          )}
          {!disabled && (
            <AddText
              control={control}
              title={field.title}
              taken={texts}
              suggestions={field.suggestions ?? []}
              onAdd={text => onChange([...texts, text])}
            />
          )}
        </div>
      )}
    </SettingFrame>
  )
}
