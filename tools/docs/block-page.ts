import type { BlockDefinition, Port } from '#shared/flow/block-definition.ts'
import { EVERY_BLOCK } from '#shared/flow/every-block.ts'
import type { Field } from '#shared/flow/fields.ts'
import { adviceSection } from './advice-section.ts'
import { generated, markdownTable, sourceText } from './markdown.ts'

/** The page of a block kind. */
export function blockPage(definition: BlockDefinition): string {
  const { kind, title, summary, docs, category, events, fields, ports } = definition
  const shown = Object.entries(fields)
  return [
    generated,
    `# ${title}`,
    '',
    summary,
    '',
    docs.body,
    '',
    `Kind \`${kind}\`, family *${category}*. Source: ${sourceText(docs.source)}`,
    '',
    ...adviceSection(kind),
    ...(shown.length === 0 ? [] : ['## Fields', '']),
    ...markdownTable(
      ['field', 'what it is', 'values', 'at first', 'Stripe parameter'],
      shown.map(([name, field]) => [
        `**${field.title}** \`${name}\``,
        field.help,
        valuesOf(field),
        initialOf(field),
        field.parameter === undefined ? '' : `\`${field.parameter}\``,
      ]),
    ),
    ...(ports.length === 0 ? [] : ['## Ports', '']),
    ...markdownTable(
      ['port', 'direction', 'carries', 'how many', 'connects with'],
      ports.map(port => [
        `**${port.label}** \`${port.id}\``,
        port.direction,
        port.carries === 'ref' ? 'a reference' : port.carries,
        arityOf(port),
        port.accepts === undefined
          ? 'any block that accepts it'
          : port.accepts.map(other => `\`${other}\``).join(', '),
      ]),
    ),
    ...(events.length === 0 ? [] : ['## Events', '', ...events.map(event => `- \`${event}\``), '']),
  ].join('\n')
}

function arityOf({ arity, required }: Port): string {
  if (arity === 'one') return required ? 'exactly one' : 'at most one'
  return required ? 'one or more' : 'any number'
}

function valuesOf(field: Field): string {
  if (field.choices !== undefined) return field.choices.map(choice => `\`${choice.value}\``).join(', ')
  const { min, max, maxLength } = field
  const limits = [
    min === undefined ? '' : `from ${min}`,
    max === undefined ? '' : `to ${max}`,
    maxLength === undefined ? '' : `at most ${maxLength} characters`,
  ]
  const text = [field.control, ...limits.filter(limit => limit !== '')].join(' ')
  return field.unit === undefined ? text : `${text}, ${field.unit}`
}

function initialOf({ initial }: Field): string {
  if (initial === undefined || initial === '') return 'empty'
  return typeof initial === 'string' ? `\`${initial}\`` : `\`${JSON.stringify(initial)}\``
}

/** The list of all block kinds, by family. */
export function blockList(definitions: readonly BlockDefinition[]): string {
  const families = [...new Set(definitions.map(definition => definition.category))]
  return [
    generated,
    '# Blocks',
    '',
    'Beside the fields of its kind every block can have:',
    '',
    ...markdownTable(
      ['field', 'what it is', 'Stripe parameter'],
      Object.entries<Field>(EVERY_BLOCK).map(([name, field]) => [
        `**${field.title}** \`${name}\``,
        field.help,
        `\`${field.parameter}\``,
      ]),
    ),
    ...families.flatMap(family => [
      `## ${family.charAt(0).toUpperCase()}${family.slice(1)}`,
      '',
      ...definitions
        .filter(({ category }) => category === family)
        .map(({ kind, title, summary }) => `- [${title}](${kind}.md): ${summary}`),
      '',
    ]),
  ].join('\n')
}
