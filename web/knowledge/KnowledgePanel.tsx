import { ArrowLeft, Search, X } from 'lucide-react'
import { Dialog as Radix } from 'radix-ui'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { IconButton } from '../ui/IconButton.tsx'
import { Kbd } from '../ui/Kbd.tsx'
import { closeKnowledge, knowledgeBack, topicKey, useKnowledge } from '../view/knowledge.ts'
import { Article } from './Article.tsx'
import { Contents } from './Contents.tsx'
import { titleOf } from './entries.ts'
import styles from './knowledge.module.css'
import { Results } from './Results.tsx'
import { loadRules } from './rules.ts'
import { useDrawnFlow } from './use-drawn-flow.ts'

/** Arrow keys walk from the search field through the lines beside the page. */
const walk = (event: KeyboardEvent<HTMLElement>): void => {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (by === undefined) return
  const stops = [...event.currentTarget.querySelectorAll<HTMLElement>('input, [data-line]')]
  const next =
    stops[stops.indexOf(event.target instanceof HTMLElement ? event.target : event.currentTarget) + by]
  if (!next) return
  event.preventDefault()
  next.focus()
}

const openBest = (event: KeyboardEvent<HTMLInputElement>): void => {
  if (event.key !== 'Enter') return
  event.currentTarget.closest('nav')?.querySelector<HTMLElement>('[data-line]')?.click()
}

const Aside = ({ flow }: { flow: ReturnType<typeof useDrawnFlow> }) => {
  const [query, setQuery] = useState('')
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- arrows walk among the buttons inside
    <nav className={styles.aside} aria-label="Contents of the reference" onKeyDown={walk}>
      <div className={styles.search}>
        <Search aria-hidden />
        <input
          type="search"
          aria-label="Search blocks, guides, states and rules"
          placeholder="Search everything"
          value={query}
          autoComplete="off"
          spellCheck={false}
          onChange={event => setQuery(event.target.value)}
          onKeyDown={openBest}
        />
      </div>
      <div className={styles.lines} key={query.trim() === '' ? 'contents' : query}>
        {query.trim() === '' ? <Contents flow={flow} /> : <Results query={query} />}
      </div>
    </nav>
  )
}

const Page = ({ flow }: { flow: ReturnType<typeof useDrawnFlow> }) => {
  const topic = useKnowledge(state => state.topic)
  const trail = useKnowledge(state => state.trail)
  const box = useRef<HTMLDivElement>(null)
  const before = useRef(topicKey(topic))
  useEffect(() => {
    if (before.current === topicKey(topic)) return
    before.current = topicKey(topic)
    if (box.current) box.current.scrollTop = 0
    if (!document.activeElement?.closest('nav')) box.current?.querySelector('h2')?.focus()
  }, [topic])
  const back = trail.at(-1)
  return (
    <div className={styles.page}>
      <header className={styles.bar}>
        {back && (
          <button type="button" className={styles.back} onClick={knowledgeBack}>
            <ArrowLeft aria-hidden />
            {titleOf(back)}
          </button>
        )}
        <span className={styles.grow} />
        <Kbd>F1</Kbd>
        <IconButton icon={X} label="Close" keys="Esc" size="small" onClick={closeKnowledge} />
      </header>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard */}
      <div ref={box} className={styles.scroll} tabIndex={0} role="region" aria-label="Page">
        <Article topic={topic} flow={flow} />
      </div>
    </div>
  )
}

/** The reference: everything known about Stripe, beside the design that is drawn. */
export const KnowledgePanel = () => {
  const flow = useDrawnFlow()
  useEffect(loadRules, [])
  return (
    <Radix.Root open onOpenChange={open => !open && closeKnowledge()}>
      <Radix.Portal>
        <Radix.Overlay className={styles.scrim} />
        <Radix.Content className={styles.window} aria-describedby={undefined}>
          <Radix.Title className={styles.hidden}>Learn about Stripe</Radix.Title>
          <Aside flow={flow} />
          <Page flow={flow} />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
