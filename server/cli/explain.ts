import type { Rule } from '#shared/check/rule.ts'
import { RULES } from '#shared/rules/index.ts'
import { type Command, UsageError } from './command.ts'
import { severityWords } from './diagnostic-text.ts'
import { nearest } from './nearest.ts'
import { wrap } from './table.ts'

/** `sluice explain`: a rule's page. */
export const explain: Command = {
  define(program, { terminal }, finish) {
    program
      .command('explain')
      .summary("a rule's page: why, source, examples")
      .argument('<rule>', 'the id that a check reports: connect/split-remainder-unowned')
      .action((id: string) => {
        const rule = RULES.find(one => one.id === id)
        if (rule === undefined) {
          const near = nearest(
            id,
            RULES.map(one => one.id),
          )
          throw new UsageError(`There is no rule “${id}”. Did you mean ${near.join(' or ')}?`)
        }
        for (const line of ruleText(rule, terminal.columns ?? 100)) terminal.out(line)
        finish(0)
      })
  },
}

/** A rule's page as lines. */
export function ruleText(rule: Rule, columns: number): readonly string[] {
  const { id, severity, docs, valid, invalid } = rule
  return [
    `${id} (${severityWords[severity]})`,
    docs.title,
    '',
    ...wrap(docs.why, columns),
    '',
    `Source: ${docs.source}`,
    '',
    'Reported:',
    ...invalid.flatMap(({ name, reports }) => [
      `  ${name}`,
      ...reports.flatMap(({ message }) => wrap(message, columns - 6).map(line => `      ${line}`)),
    ]),
    'Accepted:',
    ...valid.map(({ name }) => `  ${name}`),
  ]
}
