import { FileUp } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { readRecording } from '#shared/api/recording.ts'
import { API_VERSION } from '#shared/facts/api-version.ts'
import { emptyDocument, type FlowDocument } from '#shared/flow/document.ts'
import { type DocumentProblem, readDocument } from '#shared/flow/read-document.ts'
import { TEMPLATES } from '#shared/templates/index.ts'
import { openRecording } from './analysis/start-runs.ts'
import type { KeptFlow } from './document/journal.ts'
import { createFlow, keptFlows, openKept } from './document/open-flow.ts'
import { FlowPicture } from './FlowPicture.tsx'
import styles from './StartPage.module.css'
import { Button } from './ui/Button.tsx'
import { Dialog } from './ui/Dialog.tsx'
import { notify } from './ui/toast.tsx'
import { openTab, useView } from './view/view-store.ts'

const close = (): void => useView.setState({ overlay: null })

const begin = (document: FlowDocument): void => {
  close()
  void createFlow(document)
}

const date = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  hour: '2-digit',
  minute: '2-digit',
})

const refuse = (file: File, { message, place, cure }: DocumentProblem): void =>
  notify({
    tone: 'error',
    title: `“${file.name}” was not opened`,
    detail: `${message}${place ? ` (at ${place})` : ''}. ${cure}`,
  })

const openFile = async (file: File): Promise<void> => {
  const text = await file.text()
  const recorded = readRecording(text)
  if (recorded?.recording) {
    close()
    openTab('runs')
    await openRecording(recorded.recording)
    return
  }
  const read = recorded ?? readDocument(text)
  if (read.problem) refuse(file, read.problem)
  else begin(read.document)
}

const OpenFile = () => {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <Button icon={FileUp} onClick={() => input.current?.click()}>
        Open a file
      </Button>
      <input
        ref={input}
        type="file"
        accept=".json,application/json"
        hidden
        onChange={event => {
          const [file] = event.target.files ?? []
          if (file) void openFile(file)
        }}
      />
    </>
  )
}

const Kept = ({ flows }: { flows: readonly KeptFlow[] }) => (
  <section className={styles.kept}>
    <h3 className={styles.heading}>On this machine</h3>
    <ul>
      {flows.map(flow => (
        <li key={flow.id}>
          <button
            type="button"
            className={styles.flow}
            onClick={() => {
              close()
              void openKept(flow.id)
            }}
          >
            <span className={styles.name}>{flow.name || 'Untitled flow'}</span>
            <time className={styles.time} dateTime={new Date(flow.changedAt).toISOString()}>
              {date.format(flow.changedAt)}
            </time>
          </button>
        </li>
      ))}
    </ul>
  </section>
)

/** Where a flow begins: with a template, with nothing, with one of this machine, or with a file. */
export const StartPage = () => {
  const [flows, setFlows] = useState<readonly KeptFlow[]>([])
  useEffect(() => {
    void keptFlows().then(setFlows)
  }, [])
  const blank = emptyDocument('Untitled flow', API_VERSION)
  return (
    <Dialog
      open
      wide
      title="What should the money do?"
      description="Every template checks clean and runs in the simulator."
      onClose={close}
      actions={<OpenFile />}
    >
      <ul className={styles.templates}>
        {TEMPLATES.map(template => (
          <li key={template.id}>
            <button type="button" className={styles.card} onClick={() => begin(template.document)}>
              <FlowPicture document={template.document} />
              <span className={styles.words}>
                <b>{template.title}</b>
                {template.summary}
              </span>
            </button>
          </li>
        ))}
        <li>
          <button type="button" className={styles.card} onClick={() => begin(blank)}>
            <FlowPicture document={blank} />
            <span className={styles.words}>
              <b>Blank</b>
              Start with one block
            </span>
          </button>
        </li>
      </ul>
      {flows.length > 0 && <Kept flows={flows} />}
    </Dialog>
  )
}
