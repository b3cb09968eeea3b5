import type { Example, Rule } from '#shared/check/rule.ts'
import { generated, sourceText } from './markdown.ts'
import { pictureName } from './rule-pictures.ts'

const words = { error: 'error', warning: 'warning', info: 'advice' } as const

/** The page of a rule: why, source, and its examples, which its tests run. */
export function rulePage(rule: Rule): string {
  const { id, severity, docs, on, stripeCodes = [], valid, invalid } = rule
  const subject =
    on === 'flow'
      ? 'the whole flow'
      : on.map(kind => (kind === '*' ? 'every block' : `\`${kind}\``)).join(', ')
  const codes = stripeCodes.map(code => `\`${code}\``).join(', ')
  return [
    generated,
    `# ${docs.title}`,
    '',
    `\`${id}\`, ${words[severity]}. Looks at ${subject}.`,
    '',
    docs.why,
    '',
    `Source: ${sourceText(docs.source)}`,
    '',
    ...(codes === '' ? [] : [`Prevents Stripe's ${codes}.`, '']),
    '## Reported',
    '',
    ...invalid.flatMap((example, index) => [
      ...exampleText(example),
      `![${example.name}](../${pictureName(rule, index)})`,
      '',
      ...example.reports.map(({ message }) => `> ${message}`),
      '',
    ]),
    '## Accepted',
    '',
    ...valid.flatMap(example => [...exampleText(example)]),
  ].join('\n')
}

/** Larger flows are named, not printed: their point is in one place of them. */
const printedBlocks = 8

function exampleText({ name, graph }: Example): readonly string[] {
  const blocks = Object.values(graph.blocks)
  const heading = `**${name.charAt(0).toUpperCase()}${name.slice(1)}**`
  if (blocks.length > printedBlocks) return [`${heading} (a flow of ${blocks.length} blocks)`, '']
  const lines = [
    ...blocks.map(({ id, kind, props }) => {
      const set = Object.entries(props).map(([key, value]) => `${key} = ${JSON.stringify(value)}`)
      return [`${id}: ${kind}`, ...set].join(', ')
    }),
    ...Object.values(graph.connections).map(
      ({ from, to }) => `${from.block}.${from.port} -> ${to.block}.${to.port}`,
    ),
  ]
  return [heading, '', '```', ...lines, '```', '']
}

/** The list of all rules, by group. */
export function ruleList(rules: readonly Rule[]): string {
  const groupOf = ({ id }: Rule) => id.slice(0, id.indexOf('/'))
  const groups = [...new Set(rules.map(groupOf))]
  return [
    generated,
    '# Rules',
    '',
    ...groups.flatMap(group => [
      `## ${group}`,
      '',
      ...rules
        .filter(rule => groupOf(rule) === group)
        .map(({ id, severity, docs }) => `- [${id}](${id}.md) (${words[severity]}): ${docs.title}`),
      '',
    ]),
  ].join('\n')
}
