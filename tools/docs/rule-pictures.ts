import { type ComponentType, createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { DEFINITIONS, definitionOf } from '#shared/blocks/index.ts'
import type { Location } from '#shared/check/diagnostic.ts'
import type { InvalidExample, Rule } from '#shared/check/rule.ts'
import type { BlockId, ConnectionId } from '#shared/flow/ids.ts'
import { scene } from '#shared/scene/scene.ts'
import type { Mark } from '#shared/scene/scene-card.ts'

type IconModule = { readonly default: ComponentType }

/** What stands inside the SVG of each block's icon, by name, for pictures that are written to files. */
export async function loadIcons(): Promise<ReadonlyMap<string, string>> {
  const names = new Set(DEFINITIONS.map(({ icon }) => icon))
  const icons = await Promise.all(
    [...names].map(async (name): Promise<[string, string]> => {
      const icon: IconModule = await import(`lucide-react/icons/${name}`)
      const svg = renderToStaticMarkup(createElement(icon.default))
      return [name, svg.replace(/^<svg[^>]*>/, '').replace(/<\/svg>$/, '')]
    }),
  )
  return new Map(icons)
}

/** Where the picture of a rule's invalid example lies, within docs/rules. */
export function pictureName(rule: Pick<Rule, 'id'>, index: number): string {
  return `images/${rule.id.replace('/', '-')}${index === 0 ? '' : `-${index + 1}`}.svg`
}

/** Pictures of a rule's invalid examples by path within docs/rules; what is reported is marked. */
export function rulePictures(rule: Rule, icons: ReadonlyMap<string, string>): [string, string][] {
  return rule.invalid.map((example, index) => [
    pictureName(rule, index),
    `${scene(example.graph, {
      title: example.name,
      definitions: definitionOf,
      marks: marksOf(example, rule.severity),
      icon: name => icons.get(name),
    })}\n`,
  ])
}

function marksOf({ reports }: InvalidExample, mark: Mark): ReadonlyMap<BlockId | ConnectionId, Mark> {
  return new Map(reports.flatMap(({ location }) => placeOf(location)).map(place => [place, mark]))
}

function placeOf(location: Location): (BlockId | ConnectionId)[] {
  switch (location.at) {
    case 'flow':
      return []
    case 'block':
    case 'connection':
      return [location.id]
    case 'port':
      return [location.ref.block]
    default:
      return location satisfies never
  }
}
