import { expect, test } from 'vitest'
import { DEFINITIONS } from '#shared/blocks/index.ts'
import { hasIcon } from './icons.ts'

test.for(DEFINITIONS.map(definition => [definition.kind, definition.icon] as const))(
  'the icon of %s is in the bundle: %s',
  ([, icon]) => {
    expect(hasIcon(icon)).toBe(true)
  },
)
