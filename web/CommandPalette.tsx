import { Command as Cmdk } from 'cmdk'
import { Search } from 'lucide-react'
import { definitionOf } from '#shared/blocks/index.ts'
import { entriesOf } from '#shared/flow/ids.ts'
import styles from './CommandPalette.module.css'
import { commands } from './commands/index.ts'
import { documentStore } from './document/document-store.ts'
import { addToFlow } from './palette/add-to-flow.ts'
import { offeredFamilies } from './palette/families.ts'
import { Kbd } from './ui/Kbd.tsx'
import { Tile } from './ui/Tile.tsx'
import { revealBlock, useView } from './view/view-store.ts'

/** Every word that was typed has to occur; names that begin with it come first. */
const rank = (value: string, typed: string, keywords: string[] = []): number => {
  const text = `${value} ${keywords.join(' ')}`.toLowerCase()
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean)
  if (!words.every(word => text.includes(word))) return 0
  const name = value.slice(value.indexOf(' ') + 1).toLowerCase()
  if (name.startsWith(typed.toLowerCase())) return 1
  return name.includes(typed.toLowerCase()) ? 0.8 : 0.5
}

const close = (): void => useView.setState({ overlay: null })

const Commands = () => (
  <Cmdk.Group heading="Commands" className={styles.group}>
    {commands
      .filter(command => command.id !== 'commands' && command.enabled?.() !== false)
      .map(command => (
        <Cmdk.Item
          key={command.id}
          value={`command ${command.label}`}
          keywords={[command.words ?? '', command.group]}
          className={styles.item}
          onSelect={() => {
            close()
            command.perform()
          }}
        >
          <span className={styles.icon}>{command.icon && <command.icon aria-hidden />}</span>
          <span className={styles.title}>{command.label}</span>
          {command.keys?.[0] && <Kbd>{command.keys[0]}</Kbd>}
        </Cmdk.Item>
      ))}
  </Cmdk.Group>
)

const InThisFlow = () => (
  <Cmdk.Group heading="In this flow" className={styles.group}>
    {entriesOf(documentStore.use.getState().document.graph.blocks).map(([id, block]) => {
      const definition = definitionOf(block.kind)
      return (
        <Cmdk.Item
          key={id}
          value={`block ${block.label} ${id}`}
          keywords={[definition?.title ?? '', block.kind]}
          className={styles.item}
          onSelect={() => {
            close()
            revealBlock(id)
          }}
        >
          {definition && <Tile icon={definition.icon} family={definition.category} />}
          <span className={styles.title}>{block.label}</span>
          <span className={styles.hint}>{definition?.title}</span>
        </Cmdk.Item>
      )
    })}
  </Cmdk.Group>
)

const ToAdd = () => (
  <Cmdk.Group heading="Add a block" className={styles.group}>
    {offeredFamilies.flatMap(({ blocks }) =>
      blocks.map(definition => (
        <Cmdk.Item
          key={definition.kind}
          value={`add ${definition.title}`}
          keywords={['add', ...definition.keywords]}
          className={styles.item}
          onSelect={() => {
            close()
            addToFlow(definition)
          }}
        >
          <Tile icon={definition.icon} family={definition.category} />
          <span className={styles.title}>{definition.title}</span>
          <span className={styles.hint}>{definition.summary}</span>
        </Cmdk.Item>
      )),
    )}
  </Cmdk.Group>
)

/** One field for everything: commands, blocks of this flow, blocks to add. */
export const CommandPalette = () => (
  <Cmdk.Dialog
    open
    onOpenChange={open => !open && close()}
    label="Search or run a command"
    className={styles.palette ?? ''}
    overlayClassName={styles.scrim ?? ''}
    contentClassName={styles.window ?? ''}
    loop
    filter={rank}
  >
    <div className={styles.search}>
      <Search aria-hidden />
      <Cmdk.Input className={styles.input} placeholder="Search or run a command" />
      <Kbd>Esc</Kbd>
    </div>
    <Cmdk.List className={styles.list}>
      <Cmdk.Empty className={styles.none}>
        Nothing answers to that. Try a block’s name, or what you want to do.
      </Cmdk.Empty>
      <Commands />
      <InThisFlow />
      <ToAdd />
    </Cmdk.List>
  </Cmdk.Dialog>
)
