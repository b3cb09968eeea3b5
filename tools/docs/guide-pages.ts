import type { Guide, GuidePart } from '#shared/knowledge/guide.ts'
import { GUIDES } from '#shared/knowledge/guides/index.ts'
import { LAUNCH_ITEMS } from '#shared/knowledge/launch-checklist.ts'
import { MACHINES } from '#shared/knowledge/machines/index.ts'
import { chargeLifeSvg } from '#shared/knowledge/picture/charge-life-svg.ts'
import { stateMachineSvg } from '#shared/knowledge/picture/state-machine-svg.ts'
import type { StateMachine } from '#shared/knowledge/state-machine.ts'
import { generated, markdownTable, sourceText } from './markdown.ts'

type Page = readonly [path: string, text: string]

/** A picture that follows the reader's theme. */
const pictureText = (name: string, title: string): readonly string[] => [
  '<picture>',
  `  <source media="(prefers-color-scheme: dark)" srcset="images/${name}-dark.svg">`,
  `  <img alt="${title}" src="images/${name}-light.svg">`,
  '</picture>',
  '',
]

function partText(part: GuidePart): readonly string[] {
  switch (part.part) {
    case 'heading':
      return [`## ${part.text}`, '']
    case 'text':
      return [part.text, '']
    case 'list':
      return [...part.items.map(item => `- ${item}`), '']
    case 'table':
      return markdownTable(part.titles, part.rows)
    case 'picture':
      return pictureText(part.of, 'The life of a card charge')
    default:
      return part satisfies never
  }
}

const sourcesText = (sources: readonly string[]): string =>
  `Source: ${sources.map(source => (source === 'practice' ? 'experience' : sourceText(source))).join(', ')}`

const guidePage = (guide: Guide): string =>
  [
    generated,
    `# ${guide.title}`,
    '',
    guide.summary,
    '',
    ...guide.parts.flatMap(partText),
    sourcesText(guide.sources),
    '',
  ].join('\n')

const ends = { good: 'an end, as wished', bad: 'an end, not as wished', neutral: 'an end' } as const

const placeName = (id: string): string => {
  if (id === 'start') return '*begins*'
  return id === 'any' ? '*any state*' : `\`${id}\``
}

const machinePage = (machine: StateMachine): string =>
  [
    generated,
    `# ${machine.title}: its states`,
    '',
    machine.summary,
    '',
    ...pictureText(`life-${machine.id}`, `States of ${machine.title}`),
    ...machine.notes.map(note => `- ${note}`),
    '',
    '## States',
    '',
    ...markdownTable(
      ['state', 'what it means', 'end'],
      machine.states.map(({ id, meaning, end }) => [
        `\`${id}\``,
        meaning,
        end === undefined ? '' : ends[end],
      ]),
    ),
    '## What leads from one to the next',
    '',
    ...markdownTable(
      ['from', 'to', 'when', 'events'],
      machine.transitions.map(({ from, to, trigger, events }) => [
        placeName(from),
        placeName(to),
        trigger,
        events.map(event => `\`${event}\``).join(', '),
      ]),
    ),
    sourcesText([machine.source]),
    '',
  ].join('\n')

const checklistPage = (): string =>
  [
    generated,
    '# Before you go live',
    '',
    'Everything that a launch can need. In the editor, Learn shows the items that apply to the design at hand.',
    '',
    ...markdownTable(
      ['what to do', 'why', 'where', 'source'],
      LAUNCH_ITEMS.map(({ title, why, where, source }) => [
        title,
        why,
        where,
        source === 'practice' ? 'experience' : sourceText(source),
      ]),
    ),
  ].join('\n')

const overview = (): string =>
  [
    generated,
    '# Guides',
    '',
    ...GUIDES.map(({ id, title, summary }) => `- [${title}](${id}.md): ${summary}`),
    '- [Before you go live](launch-checklist.md): the launch checklist.',
    '',
    '## What objects live through',
    '',
    ...MACHINES.map(({ id, title, summary }) => `- [${title}](life-${id}.md): ${summary}`),
    '',
  ].join('\n')

/** The guides, the state machines and their pictures, by path in `docs`. */
export const guidePages = (): readonly Page[] => [
  ['guides/README.md', overview()],
  ...GUIDES.map((guide): Page => [`guides/${guide.id}.md`, guidePage(guide)]),
  ...MACHINES.map((machine): Page => [`guides/life-${machine.id}.md`, machinePage(machine)]),
  ['guides/launch-checklist.md', checklistPage()],
  ...(['light', 'dark'] as const).flatMap((theme): Page[] => [
    [`guides/images/charge-life-${theme}.svg`, `${chargeLifeSvg({ theme })}\n`],
    ...MACHINES.map(
      (machine): Page => [
        `guides/images/life-${machine.id}-${theme}.svg`,
        `${stateMachineSvg(machine, { theme })}\n`,
      ],
    ),
  ]),
]
