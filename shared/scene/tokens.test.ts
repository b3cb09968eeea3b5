import { expect, it, test } from 'vitest'
import { type Colour, cssName, dark, families, light, tokensCss } from './tokens.ts'

const channel = (hex: string, at: number): number => {
  const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255
  return value <= 0.040_45 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
}
const luminance = (hex: string): number =>
  0.2126 * channel(hex, 1) + 0.7152 * channel(hex, 3) + 0.0722 * channel(hex, 5)
const contrast = (one: string, other: string): number => {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b)
  return (high + 0.05) / (low + 0.05)
}

const pairs: [text: Colour, ground: Colour, least: number][] = [
  ['ink', 'surface', 4.5],
  ['ink', 'canvas', 4.5],
  ['ink2', 'chrome', 4.5],
  ['ink2', 'surface2', 4.5],
  ['ink2', 'warnSoft', 4.5],
  ['ink3', 'canvas', 4.5],
  ['ink3', 'chrome', 4.5],
  ['ink3', 'surface', 4.5],
  ['ink3', 'surface2', 4.5],
  ['ink3', 'hover', 4.5],
  ['accent', 'surface', 4.5],
  ['accent', 'chrome', 4.5],
  ['onPrimary', 'primary', 4.5],
  ['onAccent', 'accent', 4.5],
  ['money', 'surface', 4.5],
  ['money', 'moneySoft', 4.5],
  ['money', 'canvas', 4.5],
  ['onMoney', 'money', 4.5],
  ['onError', 'error', 4.5],
  ['return', 'canvas', 4.5],
  ['ok', 'okSoft', 4.5],
  ['warn', 'warnSoft', 4.5],
  ['error', 'errorSoft', 4.5],
  ['error', 'surface', 4.5],
  ['lineStrong', 'canvas', 3],
  ['lineStrong', 'surface', 3],
]

test.for(pairs)('%s stands out on %s', ([text, ground, least]) => {
  expect(contrast(light[text], light[ground])).toBeGreaterThanOrEqual(least)
  expect(contrast(dark[text], dark[ground])).toBeGreaterThanOrEqual(least)
})

it('names custom properties as the design does', () => {
  expect([cssName('ink2'), cssName('fCatalogSoft'), cssName('lineStrong'), cssName('canvas')]).toEqual([
    '--ink-2',
    '--f-catalog-soft',
    '--line-strong',
    '--canvas',
  ])
})

it('writes both themes and every family', () => {
  const css = tokensCss()
  for (const family of families) expect(css).toContain(`[data-family="${family}"]`)
  expect(css).toContain(':root[data-theme="dark"]')
  expect(css.match(/--surface-2: #F0F3F2/g)).toHaveLength(1)
  expect(css.match(/--surface-2: #212E34/g)).toHaveLength(2)
})
