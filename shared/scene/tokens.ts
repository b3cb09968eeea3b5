/** The families of blocks, in the order of the palette; each has a colour that stands in tiles only. */
export const families = ['customer', 'catalog', 'billing', 'payments', 'connect', 'operations'] as const

/** One family of blocks: the `category` of a definition. */
export type Family = (typeof families)[number]

/** A colour theme. */
export type Theme = 'light' | 'dark'

/** Colours of the light theme; every text pair reaches a contrast of 4.5 (checked by a test). */
export const light = {
  canvas: '#E9EEEC',
  canvasMark: '#C9D3D0',
  chrome: '#F6F8F7',
  surface: '#FFFFFF',
  surface2: '#F0F3F2',
  hover: '#E6ECEA',
  line: '#D5DDDA',
  lineStrong: '#788884',
  ink: '#13222A',
  ink2: '#42535B',
  ink3: '#5A6A71',
  accent: '#0A58B8',
  accentSoft: '#E1ECF9',
  onAccent: '#FFFFFF',
  primary: '#13222A',
  onPrimary: '#FFFFFF',
  money: '#0B6A66',
  moneySoft: '#D6EAE6',
  onMoney: '#FFFFFF',
  return: '#9A4A0A',
  returnSoft: '#F8E6D5',
  ok: '#1C6B3C',
  okSoft: '#DDEFE3',
  warn: '#7F5600',
  warnSoft: '#FBEFCB',
  warnFill: '#F2B63C',
  error: '#B3172C',
  errorSoft: '#FBE3E5',
  onError: '#FFFFFF',
  run: '#0A58B8',
  stale: '#5A6A71',
  fCustomer: '#1F5F93',
  fCatalog: '#7A5B00',
  fBilling: '#8C3168',
  fPayments: '#0B6A66',
  fConnect: '#47651A',
  fOperations: '#4A5963',
  fCustomerSoft: '#DFEBF5',
  fCatalogSoft: '#F5ECCD',
  fBillingSoft: '#F6E2EE',
  fPaymentsSoft: '#D6EAE6',
  fConnectSoft: '#E5EED5',
  fOperationsSoft: '#E4E9EB',
}

/** A named colour, the same in both themes. */
export type Colour = keyof typeof light

/** Colours of the dark theme. */
export const dark: Record<Colour, string> = {
  canvas: '#0E1518',
  canvasMark: '#223035',
  chrome: '#141D21',
  surface: '#1A252A',
  surface2: '#212E34',
  hover: '#293840',
  line: '#2B3A41',
  lineStrong: '#687C84',
  ink: '#E9F0F0',
  ink2: '#B4C3C7',
  ink3: '#93A5AB',
  accent: '#7DB6FF',
  accentSoft: '#1A3049',
  onAccent: '#0B1620',
  primary: '#E9F0F0',
  onPrimary: '#10191D',
  money: '#45B8AC',
  moneySoft: '#173A39',
  onMoney: '#08201E',
  return: '#E59A5B',
  returnSoft: '#3D2814',
  ok: '#6CC990',
  okSoft: '#17351F',
  warn: '#EDBE55',
  warnSoft: '#3B2F10',
  warnFill: '#EDBE55',
  error: '#FF8B93',
  errorSoft: '#43191F',
  onError: '#2A070B',
  run: '#7DB6FF',
  stale: '#93A5AB',
  fCustomer: '#7FBBEA',
  fCatalog: '#D9B84F',
  fBilling: '#E897C6',
  fPayments: '#52C2B6',
  fConnect: '#A6CC6C',
  fOperations: '#A9BAC2',
  fCustomerSoft: '#182E40',
  fCatalogSoft: '#352D12',
  fBillingSoft: '#3B1F31',
  fPaymentsSoft: '#153735',
  fConnectSoft: '#28351A',
  fOperationsSoft: '#26333A',
}

/** Shadows per theme: 1 for tools on the canvas, 2 for menus and dialogs. Cards and panels have none. */
const shadows: Record<Theme, Record<string, string>> = {
  light: {
    'shadow-1': '0 1px 2px rgb(19 34 42 / .08)',
    'shadow-2': '0 4px 14px rgb(19 34 42 / .14), 0 0 0 1px rgb(19 34 42 / .06)',
    scrim: 'rgb(19 34 42 / .28)',
  },
  dark: {
    'shadow-1': '0 1px 2px rgb(0 0 0 / .4)',
    'shadow-2': '0 6px 18px rgb(0 0 0 / .5), 0 0 0 1px rgb(255 255 255 / .07)',
    scrim: 'rgb(0 0 0 / .5)',
  },
}

/** Font stacks: Sans for everything, Mono for ids, event names, keys and code only. */
export const fonts = {
  sans: '"IBM Plex Sans Variable", "IBM Plex Sans", system-ui, "Segoe UI", "Liberation Sans", sans-serif',
  mono: '"IBM Plex Mono", ui-monospace, "Liberation Mono", monospace',
}

/** Lengths that both themes share, in CSS pixels. */
export const lengths = {
  radius: { tile: 2, card: 3, group: 4 },
  space: [4, 8, 12, 16, 20, 24, 32, 44],
  grid: 16,
  snap: 8,
  channel: { widest: 18, narrowest: 2, casing: 4, wall: 1.25, labelInside: 14, corner: 12 },
  gate: { width: 5, above: 6, lowest: 12, apart: 20 },
  reference: { width: 1.25, corner: 6, port: 8 },
  event: { width: 1.5, dash: [4, 3], port: 7 },
}

/** Durations in milliseconds and the one curve. Nothing loops, except a spinner. */
export const motion = { hover: 90, menu: 160, panel: 280, ease: 'cubic-bezier(.2, 0, 0, 1)' }

/** The name of a colour's CSS custom property: `fCatalogSoft` is `--f-catalog-soft`. */
export const cssName = (colour: Colour): `--${string}` =>
  `--${colour.replaceAll(/[A-Z]|\d/g, part => `-${part.toLowerCase()}`)}`

const declarations = (theme: Theme): string[] => {
  const colours = theme === 'light' ? light : dark
  const named: [string, string][] = []
  let name: Colour
  for (name in light) named.push([cssName(name), colours[name]])
  for (const [key, value] of Object.entries(shadows[theme])) named.push([`--${key}`, value])
  return [`color-scheme: ${theme};`, ...named.map(([key, value]) => `${key}: ${value};`)]
}

const shared = (): string[] => [
  `--font: ${fonts.sans};`,
  `--mono: ${fonts.mono};`,
  `--r-1: ${lengths.radius.tile}px;`,
  `--r-2: ${lengths.radius.card}px;`,
  `--r-3: ${lengths.radius.group}px;`,
  `--t-1: ${motion.hover}ms;`,
  `--t-2: ${motion.menu}ms;`,
  `--t-3: ${motion.panel}ms;`,
  `--ease: ${motion.ease};`,
]

/** All tokens as CSS custom properties: light by default, dark by the system's wish or `data-theme`. */
export const tokensCss = (): string => {
  const darkRules = declarations('dark').join(' ')
  return [
    `:root { ${[...declarations('light'), ...shared()].join(' ')} }`,
    `@media (prefers-color-scheme: dark) { :root:not([data-theme="light"]) { ${darkRules} } }`,
    `:root[data-theme="dark"] { ${darkRules} }`,
    ...families.map(
      family => `[data-family="${family}"] { --f: var(--f-${family}); --fs: var(--f-${family}-soft); }`,
    ),
  ].join('\n')
}
