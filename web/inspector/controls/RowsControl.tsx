import { Plus, Trash2 } from 'lucide-react'
import type { ComponentType } from 'react'
import { type Fields, initialProps } from '#shared/flow/fields.ts'
import { Button } from '../../ui/Button.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import styles from './controls.module.css'
import { SettingFrame } from './SettingFrame.tsx'
import type { SettingProps } from './setting.ts'

type Row = Readonly<Record<string, unknown>>

const isRow = (entry: unknown): entry is Row =>
  typeof entry === 'object' && entry !== null && !Array.isArray(entry)

const rowsOf = (value: unknown): readonly Row[] => (Array.isArray(value) ? value.filter(isRow) : [])

const without = (row: Row, name: string): Row =>
  Object.fromEntries(Object.entries(row).filter(([key]) => key !== name))

/** A list of rows, each a small form of its own. */
export const RowsControl = (props: SettingProps & { row: Fields; Inner: ComponentType<SettingProps> }) => {
  const { field, row: fields, Inner, value, surroundings, disabled, onChange } = props
  const rows = rowsOf(value)
  const put = (index: number, changed: Row) =>
    onChange(rows.map((row, place) => (place === index ? changed : row)))
  return (
    <SettingFrame {...props} stacked>
      {control => (
        <div className={styles.rows}>
          {rows.map((row, index) => (
            // oxlint-disable-next-line react/no-array-index-key -- rows have no identity but their place
            <fieldset key={index} className={styles.row}>
              <legend className={styles.rowName}>
                {field.title} {index + 1}
                <IconButton
                  icon={Trash2}
                  size="small"
                  label={`Remove row ${index + 1}`}
                  disabled={disabled}
                  onClick={() => onChange(rows.filter((_, place) => place !== index))}
                />
              </legend>
              {Object.entries(fields).map(([name, inner]) => (
                <Inner
                  key={name}
                  name={`${props.name}.${index}.${name}`}
                  field={inner}
                  value={row[name] ?? inner.initial}
                  surroundings={surroundings}
                  {...(disabled && { disabled })}
                  onChange={next =>
                    put(index, next === undefined ? without(row, name) : { ...row, [name]: next })
                  }
                />
              ))}
            </fieldset>
          ))}
          <Button
            id={control.id}
            aria-describedby={control['aria-describedby']}
            size="small"
            icon={Plus}
            disabled={disabled}
            onClick={() => onChange([...rows, initialProps(fields)])}
          >
            Add a row
          </Button>
        </div>
      )}
    </SettingFrame>
  )
}
