import type { Field } from '#shared/flow/fields.ts'
import { TextField } from '../../ui/TextField.tsx'
import { SettingFrame } from './SettingFrame.tsx'
import { isOptional, type SettingProps } from './setting.ts'
import { amounts, basisPoints, type Notation, percentages, wholeNumbers } from './typed-text.ts'
import { useDraft } from './use-draft.ts'

const notationOf = (field: Field, currency: string): Notation<number> => {
  if (field.control === 'amount') return amounts(currency)
  if (field.control === 'percent') return field.scale === 'bps' ? basisPoints : percentages
  return wholeNumbers
}

const unitOf = (field: Field): string | undefined =>
  field.unit ?? (field.control === 'percent' ? '%' : undefined)

/** An amount, a percentage or a number: typed as people write it, kept as the document does. */
export const NumericControl = (props: SettingProps) => {
  const { field, value, surroundings, disabled, onChange } = props
  const { currency } = surroundings
  const draft = useDraft({
    value: typeof value === 'number' ? value : undefined,
    notation: notationOf(field, currency),
    optional: isOptional(field),
    onChange,
  })
  return (
    <SettingFrame {...props} wrong={draft.wrong}>
      {control => (
        <TextField
          {...control}
          {...draft.input}
          {...(draft.wrong && { 'aria-invalid': true })}
          amount
          inputMode={field.control === 'number' ? 'numeric' : 'decimal'}
          disabled={disabled}
          placeholder={isOptional(field) ? 'Not set' : undefined}
          after={field.control === 'amount' ? (field.unit ?? currency.toUpperCase()) : unitOf(field)}
        />
      )}
    </SettingFrame>
  )
}
