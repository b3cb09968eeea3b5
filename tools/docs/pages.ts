import { DEFINITIONS } from '#shared/blocks/index.ts'
import { RULES } from '#shared/rules/index.ts'
import { blockList, blockPage } from './block-page.ts'
import { guidePages } from './guide-pages.ts'
import { documentJsonSchema } from './json-schema.ts'
import { ruleList, rulePage } from './rule-page.ts'
import { loadIcons, rulePictures } from './rule-pictures.ts'

/** Every generated file by its path in `docs`. */
export async function pages(): Promise<ReadonlyMap<string, string>> {
  const icons = await loadIcons()
  return new Map([
    ['blocks/README.md', blockList(DEFINITIONS)],
    ...DEFINITIONS.map((definition): [string, string] => [
      `blocks/${definition.kind}.md`,
      blockPage(definition),
    ]),
    ['rules/README.md', ruleList(RULES)],
    ...RULES.map((rule): [string, string] => [`rules/${rule.id}.md`, rulePage(rule)]),
    ...RULES.flatMap(rule =>
      rulePictures(rule, icons).map(([path, picture]): [string, string] => [`rules/${path}`, picture]),
    ),
    ...guidePages(),
    ['schema/flow-1.json', documentJsonSchema(DEFINITIONS)],
  ])
}
