import { type KeyboardEvent, useEffect, useRef } from 'react'
import { useProblemCursor } from '../view/problem-cursor.ts'
import type { Grouping, ProblemGroup } from '../view/problem-list.ts'
import { GroupHead } from './GroupHead.tsx'
import { ProblemCard } from './ProblemCard.tsx'

const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 }

const cardIn = (list: HTMLElement | null, key: string): HTMLElement | undefined =>
  [...(list?.querySelectorAll<HTMLElement>('[data-problem]') ?? [])].find(
    card => card.dataset['problem'] === key,
  )

type ListProps = { groups: readonly ProblemGroup[]; grouping: Grouping }

/** The problems in their groups; arrows move from card to card, F8 scrolls to the one that it goes to. */
export const ProblemList = ({ groups, grouping }: ListProps) => {
  const list = useRef<HTMLDivElement>(null)
  const { key, asked } = useProblemCursor()
  const problems = groups.flatMap(group => group.problems)
  const current = problems.find(problem => problem.key === key) ?? problems[0]
  const jump = useRef(asked)

  useEffect(() => {
    if (jump.current === asked || key === null) return
    jump.current = asked
    cardIn(list.current, key)?.scrollIntoView({ block: 'nearest' })
  }, [asked, key])

  const walk = (event: KeyboardEvent) => {
    const step = steps[event.key]
    if (step === undefined || !(event.target instanceof HTMLElement) || !event.target.dataset['problem'])
      return
    const place = problems.findIndex(problem => problem.key === current?.key)
    const next = problems[place + step]
    if (!next) return
    event.preventDefault()
    cardIn(list.current, next.key)?.focus()
  }

  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- arrows move between the cards inside
    <div ref={list} onKeyDown={walk}>
      {groups.map(group => (
        <section key={group.key}>
          {(grouping !== 'severity' || groups.length > 1) && <GroupHead group={group} grouping={grouping} />}
          {group.problems.map(problem => (
            <ProblemCard
              key={problem.key}
              problem={problem}
              current={problem.key === current?.key && problem.key === key}
              reachable={problem.key === current?.key}
              grouped={grouping === 'rule'}
            />
          ))}
        </section>
      ))}
    </div>
  )
}
