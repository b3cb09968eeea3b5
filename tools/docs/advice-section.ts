import { definitionOf } from '#shared/blocks/index.ts'
import { feeFact } from '#shared/facts/fees.ts'
import { feeTitle, feeWords } from '#shared/knowledge/fee-words.ts'
import type { Guidance } from '#shared/knowledge/guidance/guidance.ts'
import { GUIDANCE } from '#shared/knowledge/guidance.ts'
import { machineOf } from '#shared/knowledge/machines/index.ts'

const insteadText = ({ instead }: Guidance): readonly string[] =>
  instead.map(({ when, take, kind }) => {
    const page = kind !== undefined && definitionOf(kind) !== undefined
    return `- ${when}: ${page ? `[${take}](${kind}.md)` : take}.`
  })

const costText = ({ fees = [] }: Guidance): readonly string[] =>
  fees.flatMap(id => {
    const fee = feeFact(id)
    return fee === null ? [] : [`- ${feeTitle(fee)}: ${feeWords(fee)}`]
  })

const section = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : [`## ${title}`, '', ...lines, '']

/** What a block's page says beside its definition: when to take it, what instead, its calls, its cost. */
export function adviceSection(kind: string): readonly string[] {
  const advice = GUIDANCE[kind]
  if (advice === undefined) return []
  const machine = advice.machine === undefined ? undefined : machineOf(advice.machine)
  return [
    ...section('When to take it', [advice.when]),
    ...section('What to take instead', insteadText(advice)),
    ...section(
      'Calls to Stripe',
      advice.calls.map(call => `- \`${call}\``),
    ),
    ...section('Cost', costText(advice)),
    ...(machine === undefined
      ? []
      : section('Its life', [`[${machine.title}](../guides/life-${machine.id}.md): ${machine.summary}`])),
  ]
}
