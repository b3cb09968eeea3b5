import { Select } from '../../ui/Select.tsx'
import { Switch } from '../../ui/Switch.tsx'
import { TextArea, TextField } from '../../ui/TextField.tsx'
import { SettingFrame } from './SettingFrame.tsx'
import { isOptional, type SettingProps } from './setting.ts'
import { moments } from './typed-text.ts'
import { useDraft } from './use-draft.ts'

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

/** From this length on a text is prose and gets several lines; shorter ones stand on one, and Enter makes no break. */
const PROSE_LENGTH = 1000

/** Free text; suggestions come up while typing. */
export const TextControl = (props: SettingProps) => {
  const { field, value, disabled, onChange } = props
  const long = (field.maxLength ?? 0) >= PROSE_LENGTH
  return (
    <SettingFrame {...props} stacked={long}>
      {control =>
        long ? (
          <TextArea
            {...control}
            value={textOf(value)}
            disabled={disabled}
            maxLength={field.maxLength}
            onChange={event => onChange(event.target.value)}
          />
        ) : (
          <>
            <TextField
              {...control}
              value={textOf(value)}
              disabled={disabled}
              after={field.unit}
              {...(field.suggestions && { list: `${control.id}-suggestions` })}
              onChange={event => onChange(event.target.value)}
            />
            {field.suggestions && (
              <datalist id={`${control.id}-suggestions`}>
                {field.suggestions.map(text => (
                  <option key={text} value={text}>
                    {text}
                  </option>
                ))}
              </datalist>
            )}
          </>
        )
      }
    </SettingFrame>
  )
}

/** Yes or no. */
export const ToggleControl = (props: SettingProps) => (
  <SettingFrame {...props}>
    {control => (
      <Switch
        {...control}
        checked={props.value === true}
        disabled={props.disabled ?? false}
        onChange={props.onChange}
      />
    )}
  </SettingFrame>
)

/** Stands for “nothing chosen” in lists, where the empty text means that nothing is shown. */
const NOTHING = '(nothing)'

type Option = { readonly value: string; readonly label: string; readonly hint?: string }

const OneOf = (props: SettingProps & { options: readonly Option[]; empty: string }) => {
  const { field, value, options, empty, disabled, onChange } = props
  const optional = isOptional(field)
  const current = textOf(value)
  const unknown = current !== '' && !options.some(option => option.value === current)
  return (
    <SettingFrame {...props}>
      {control => (
        <Select
          {...control}
          wraps
          value={current === '' && optional ? NOTHING : current}
          disabled={disabled ?? false}
          choices={[
            ...(optional ? [{ value: NOTHING, label: empty }] : []),
            ...(unknown ? [{ value: current, label: current, hint: 'Not one of the choices' }] : []),
            ...options,
          ]}
          onChange={chosen => onChange(chosen === NOTHING ? undefined : chosen)}
        />
      )}
    </SettingFrame>
  )
}

/** One of a closed list. */
export const ChoiceControl = (props: SettingProps) => (
  <OneOf
    {...props}
    empty="Not set"
    options={(props.field.choices ?? []).map(({ value, label, help }) => ({
      value,
      label,
      ...(help !== undefined && { hint: help }),
    }))}
  />
)

/** The name of another block. */
export const BlockControl = (props: SettingProps) => (
  <OneOf
    {...props}
    empty="None"
    options={props.surroundings
      .blocksOf(props.field.kinds ?? [])
      .map(({ id, label }) => ({ value: id, label }))}
  />
)

/** A point in time, in UTC. */
export const DateControl = (props: SettingProps) => {
  const { value, disabled, onChange } = props
  const draft = useDraft({
    value: textOf(value),
    notation: moments,
    optional: true,
    onChange: chosen => onChange(chosen ?? ''),
  })
  return (
    <SettingFrame {...props} wrong={draft.wrong}>
      {control => (
        <TextField {...control} {...draft.input} type="datetime-local" disabled={disabled} after="UTC" />
      )}
    </SettingFrame>
  )
}
