import { ClipboardCopy } from 'lucide-react'
import type { FlowIndex } from '#shared/flow/block-definition.ts'
import { type ChecklistItem, launchChecklist } from '#shared/knowledge/launch-checklist.ts'
import { Button } from '../ui/Button.tsx'
import { notify } from '../ui/toast.tsx'
import { closeKnowledge } from '../view/knowledge.ts'
import { revealBlock } from '../view/view-store.ts'
import styles from './knowledge.module.css'
import { Section, Source } from './Prose.tsx'

const places: readonly { where: ChecklistItem['where']; title: string }[] = [
  { where: 'Dashboard', title: 'In Stripe’s Dashboard' },
  { where: 'Code', title: 'In your code' },
  { where: 'Team', title: 'Among yourselves' },
]

const asText = (list: readonly ChecklistItem[]): string =>
  places
    .flatMap(({ where, title }) => [
      `## ${title}`,
      '',
      ...list.filter(item => item.where === where).map(item => `- [ ] **${item.title}.** ${item.why}`),
      '',
    ])
    .join('\n')

const copy = async (list: readonly ChecklistItem[]): Promise<void> => {
  try {
    await navigator.clipboard.writeText(asText(list))
    notify({ title: 'Checklist copied', detail: 'Paste it into an issue or a document: it is Markdown.' })
  } catch (error) {
    if (!(error instanceof DOMException)) throw error
    notify({
      title: 'The checklist was not copied',
      detail: 'The browser does not let this page write to the clipboard. Select the text and copy it.',
      tone: 'error',
    })
  }
}

const Item = ({ item, flow }: { item: ChecklistItem; flow: FlowIndex }) => (
  <li className={styles.item}>
    <strong>{item.title}</strong>
    <p>{item.why}</p>
    {item.blocks.length > 0 && (
      <p className={styles.links}>
        {item.blocks.map(id => (
          <button
            key={id}
            type="button"
            className={styles.link}
            onClick={() => {
              closeKnowledge()
              revealBlock(id)
            }}
          >
            {flow.block(id)?.label ?? id}
          </button>
        ))}
      </p>
    )}
    <Source sources={[item.source]} />
  </li>
)

/** What has to be done before the design on the canvas goes live. */
export const ChecklistArticle = ({ flow }: { flow: FlowIndex | null }) => {
  if (!flow) return <p>Nothing is drawn yet. The list grows with the design: add a block first.</p>
  const list = launchChecklist(flow)
  return (
    <>
      <div className={styles.lead}>
        <p>{list.length} items apply to this design. Those that name blocks come and go with them.</p>
        <Button icon={ClipboardCopy} onClick={() => void copy(list)}>
          Copy as Markdown
        </Button>
      </div>
      {places.map(({ where, title }) => {
        const items = list.filter(item => item.where === where)
        return (
          items.length > 0 && (
            <Section key={where} title={`${title} (${items.length})`}>
              <ul className={styles.items}>
                {items.map(item => (
                  <Item key={item.id} item={item} flow={flow} />
                ))}
              </ul>
            </Section>
          )
        )
      })}
    </>
  )
}
