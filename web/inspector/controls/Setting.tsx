import { ListControl } from './ListControl.tsx'
import { NumericControl } from './NumericControl.tsx'
import { RowsControl } from './RowsControl.tsx'
import { BlockControl, ChoiceControl, DateControl, TextControl, ToggleControl } from './SimpleControls.tsx'
import type { SettingProps } from './setting.ts'

/** A field with the control that its definition asks for. */
export const Setting = (props: SettingProps) => {
  const { control } = props.field
  switch (control) {
    case 'amount':
    case 'number':
    case 'percent':
      return <NumericControl {...props} />
    case 'choice':
      return <ChoiceControl {...props} />
    case 'text':
      return <TextControl {...props} />
    case 'toggle':
      return <ToggleControl {...props} />
    case 'date':
      return <DateControl {...props} />
    case 'block':
      return <BlockControl {...props} />
    case 'list':
      return props.field.row ? (
        <RowsControl {...props} row={props.field.row} Inner={Setting} />
      ) : (
        <ListControl {...props} />
      )
    default:
      return control satisfies never
  }
}
