import { COUNTRIES } from '#shared/facts/countries.ts'
import { CURRENCIES } from '#shared/facts/currencies.ts'
import type { FlowEdit } from '#shared/flow/edits.ts'
import { idsOf } from '#shared/flow/ids.ts'
import { documentStore, useDocument } from '../document/document-store.ts'
import { Select } from '../ui/Select.tsx'
import { TextField } from '../ui/TextField.tsx'
import { SettingFrame } from './controls/SettingFrame.tsx'
import styles from './inspector.module.css'
import { ScenarioSection } from './ScenarioSection.tsx'
import { Section } from './Section.tsx'
import { useEditable } from './use-block.ts'
import { WhoGetsWhat } from './WhoGetsWhat.tsx'

const countries = [...COUNTRIES]
  .map(([value, { name }]) => ({ value, label: name }))
  .toSorted((a, b) => a.label.localeCompare(b.label, 'en'))

const currencyNames = new Intl.DisplayNames('en', { type: 'currency' })
const currencies = [...CURRENCIES.keys()]
  .map(code => ({
    value: code,
    label: code.toUpperCase(),
    hint: currencyNames.of(code.toUpperCase()) ?? code,
  }))
  .toSorted((a, b) => a.label.localeCompare(b.label, 'en'))

const MOST_LETTERS = 120

const change = (edit: Omit<Extract<FlowEdit, { op: 'flow.set' }>, 'op'>, label: string) =>
  documentStore.change([{ op: 'flow.set', ...edit }], { label, merge: label })

/** The flow itself: shown while nothing is selected. */
export const FlowInspector = () => {
  const name = useDocument(state => state.document.name)
  const platform = useDocument(state => state.document.graph.platform)
  const count = useDocument(state => idsOf(state.document.graph.blocks).length)
  const editable = useEditable()
  return (
    <>
      <header className={styles.head}>
        <div className={styles.headRow}>
          <span className={styles.kind}>Flow</span>
          <span>{count === 1 ? '1 block' : `${count} blocks`}</span>
        </div>
        <div className={styles.title}>{name}</div>
        <p className={styles.summary}>
          {count === 0
            ? 'Add a block: its settings stand here once it is selected.'
            : 'Select a block to see and change its settings.'}
        </p>
      </header>
      <Section title="Settings">
        <SettingFrame name="name" field={{ title: 'Name', help: '' }}>
          {control => (
            <TextField
              {...control}
              value={name}
              maxLength={MOST_LETTERS}
              disabled={!editable}
              onChange={event => change({ name: event.target.value }, 'Rename the flow')}
            />
          )}
        </SettingFrame>
        <SettingFrame
          name="platform-country"
          field={{
            title: 'Platform country',
            help: 'Where your own Stripe account is. It decides fees and whom you may pay.',
          }}
        >
          {control => (
            <Select
              {...control}
              wraps
              value={platform.country}
              choices={countries}
              disabled={!editable}
              onChange={country => change({ platform: { country } }, 'Change the platform’s country')}
            />
          )}
        </SettingFrame>
        <SettingFrame
          name="currency"
          field={{
            title: 'Currency',
            help: 'What the platform settles in, and what a block without a currency means.',
          }}
        >
          {control => (
            <Select
              {...control}
              wraps
              value={platform.currency}
              choices={currencies}
              disabled={!editable}
              onChange={currency => change({ platform: { currency } }, 'Change the platform’s currency')}
            />
          )}
        </SettingFrame>
        <SettingFrame name="api-version" field={{ title: 'API version', help: '' }}>
          {control => <TextField {...control} mono value={platform.apiVersion} readOnly />}
        </SettingFrame>
      </Section>
      <ScenarioSection />
      <WhoGetsWhat />
    </>
  )
}
