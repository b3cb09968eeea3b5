import type { Command } from './command.ts'

const names: Readonly<Record<string, string>> = {
  ' ': 'Space',
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Delete: 'Del',
  Escape: 'Esc',
  '-': '−',
}

type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>

/** The chord that was pressed, as it is written in commands: `Ctrl Shift Z`. Shift is left out of signs such as `?`. */
export const chordOf = ({ key, ctrlKey, metaKey, shiftKey, altKey }: Pressed): string => {
  const name = names[key] ?? (key.length === 1 ? key.toUpperCase() : key)
  const isSign = name.length === 1 && !/[A-Z0-9]/.test(name)
  return [
    ...(ctrlKey || metaKey ? ['Ctrl'] : []),
    ...(altKey ? ['Alt'] : []),
    ...(shiftKey && !isSign ? ['Shift'] : []),
    name,
  ].join(' ')
}

const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('input, textarea, select, [role="textbox"]'))

/** The command that a key asks for, where the focus is now; undefined when it asks for none. */
export const commandFor = (
  commands: readonly Command[],
  event: Pressed & { target: EventTarget | null },
): Command | undefined => {
  const chord = chordOf(event)
  const found = commands.find(command => !command.native && command.keys?.includes(chord))
  if (!found || (typing(event.target) && !found.whileTyping)) return undefined
  return found.enabled?.() === false ? undefined : found
}
