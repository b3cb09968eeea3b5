import { ChevronRight, CircleQuestionMark } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useShallow } from 'zustand/shallow'
import type { BlockDefinition } from '#shared/flow/block-definition.ts'
import type { Field } from '#shared/flow/fields.ts'
import type { Block } from '#shared/flow/graph.ts'
import { blockAt, fieldAt, type Problem, useAnalysis } from '../analysis/analysis-store.ts'
import { documentStore, useDocument } from '../document/document-store.ts'
import { IconButton } from '../ui/IconButton.tsx'
import { explainedFields } from '../view/explained-fields.ts'
import { useView } from '../view/view-store.ts'
import { toggleHelp, useHelp } from './controls/help.ts'
import { Setting } from './controls/Setting.tsx'
import type { Surroundings } from './controls/setting.ts'
import { FieldProblems } from './FieldProblems.tsx'
import styles from './inspector.module.css'
import { setProperty } from './patches.ts'
import { Section } from './Section.tsx'
import { surroundingsOf, useEditable } from './use-block.ts'

/** Blocks of one kind, the first of which stands for what surrounds them. */
type SettingsProps = { blocks: readonly [Block, ...(readonly Block[])]; definition: BlockDefinition }

const valueOf = (block: Block, name: string, field: Field): unknown => block.props[name] ?? field.initial

const same = (blocks: readonly Block[], name: string, field: Field): boolean =>
  new Set(blocks.map(block => JSON.stringify(valueOf(block, name, field)))).size === 1

const setAll = (
  blocks: SettingsProps['blocks'],
  { name, field, value }: { name: string; field: Field; value: unknown },
) => {
  const of = blocks.length === 1 ? `“${blocks[0].label}”` : `${blocks.length} blocks`
  documentStore.change(
    blocks.flatMap(block => setProperty(block.id, name, value)),
    {
      label: `Change ${field.title.toLowerCase()} of ${of}`,
      merge: `${name} ${blocks.map(block => block.id).join(' ')}`,
    },
  )
}

type FieldsProps = SettingsProps & {
  fields: readonly [string, Field][]
  surroundings: Surroundings
  problems: readonly Problem[]
}

const FieldList = ({ blocks, fields, surroundings, problems }: FieldsProps) => {
  const editable = useEditable()
  return fields.map(([name, field]) => {
    const shared = same(blocks, name, field)
    const wrong = problems.filter(problem => fieldAt(problem.location) === name)
    return (
      <Setting
        key={name}
        name={name}
        field={shared ? field : { ...field, help: `Differs between these ${blocks.length} blocks.` }}
        value={shared ? valueOf(blocks[0], name, field) : undefined}
        surroundings={surroundings}
        disabled={!editable}
        {...(wrong.length > 0 && { error: <FieldProblems problems={wrong} /> })}
        onChange={value => setAll(blocks, { name, field, value })}
      />
    )
  })
}

const HelpToggle = () => {
  const shown = useHelp(state => state.shown)
  return (
    <IconButton
      icon={CircleQuestionMark}
      size="small"
      label={shown ? 'Hide help' : 'Show help'}
      aria-pressed={shown}
      className={styles.helpToggle}
      onClick={toggleHelp}
    />
  )
}

/** Puts the focus on the field that somebody asked for from elsewhere: a problem, a command. */
const useFieldFocus = (id: string) => {
  const form = useRef<HTMLDivElement>(null)
  const wanted = useView(view => view.focusField)
  useEffect(() => {
    if (wanted?.block !== id) return
    const fields = form.current?.querySelectorAll<HTMLElement>('[data-field]') ?? []
    const field = [...fields].find(element => element.dataset['field'] === wanted.field)
    const details = field?.closest('details')
    if (details) details.open = true
    const control = field?.querySelector<HTMLElement>('input, textarea, button')
    control?.focus()
    field?.scrollIntoView({ block: 'nearest' })
  }, [wanted, id])
  return form
}

/** The settings of a block, or of several of one kind at once. */
export const SettingsSection = ({ blocks, definition }: SettingsProps) => {
  const [first] = blocks
  const graph = useDocument(state => state.document.graph)
  const problems = useAnalysis(
    useShallow(state =>
      state.problems.filter(
        problem =>
          problem.severity === 'error' && blocks.some(block => block.id === blockAt(problem.location)),
      ),
    ),
  )
  const form = useFieldFocus(first.id)
  const fields = Object.entries(explainedFields(definition))
  if (fields.length === 0) return null
  const plain = fields.filter(([, field]) => !field.advanced)
  const advanced = fields.filter(([, field]) => field.advanced)
  const wrongInside = advanced.some(([name]) => problems.some(problem => fieldAt(problem.location) === name))
  const common = { blocks, definition, surroundings: surroundingsOf(first, graph), problems }
  return (
    <Section title="Settings" aside={<HelpToggle />}>
      <div ref={form}>
        <FieldList {...common} fields={plain} />
        {advanced.length > 0 && (
          <details className={styles.more} {...((wrongInside || plain.length === 0) && { open: true })}>
            <summary>
              <ChevronRight aria-hidden />
              More settings <span>{advanced.length}</span>
            </summary>
            <FieldList {...common} fields={advanced} />
          </details>
        )}
      </div>
    </Section>
  )
}
