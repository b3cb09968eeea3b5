import type { BlockDefinition, Carries } from '#shared/flow/block-definition.ts'
import { lengths } from './tokens.ts'

/** Money that passes through these kinds goes back to whoever paid: it is drawn in the return colour. */
const returning: ReadonlySet<string> = new Set(['refund', 'dispute', 'transfer-reversal', 'credit-note'])

/** Whether a money connection carries money back. */
export const goesBack = (from: string, to: string): boolean => returning.has(from) || returning.has(to)

/** Kinds that money passes on its way back. */
export const isReturning = (kind: string): boolean => returning.has(kind)

/** Further than this to the right, about three columns, a reference or event is drawn as two tags. */
const FAR = 720
/** Further than this to the left it runs backwards. */
const BACK = -44
/** Backwards by less than a card, and not far up or down, it is short enough to be drawn. */
const NEAR = { back: -160, aside: 120 }
/** So far up or down that a reference would run past much else. */
const ASIDE = 240

/** What is drawn of a connection: how far it runs to the right (negative: backwards) and down. */
export type Run = {
  readonly carries: Carries
  readonly back: boolean
  readonly right: number
  readonly down: number
}

/** Whether a connection is drawn as two tags with the other end's name, so that the money stays readable. */
export const isStub = ({ carries, back, right, down }: Run): boolean => {
  const aside = Math.abs(down)
  if (carries === 'money') return back && (right < BACK || right > ASIDE || aside > NEAR.aside)
  if (right < BACK) return right < NEAR.back || aside > NEAR.aside
  return right > FAR || (carries === 'ref' && aside > ASIDE)
}

/** How wide a channel is: 18 px times amount over the largest amount, never below 2; 6 when nothing is known. */
export const channelWidth = (amount: number | undefined, largest: number): number => {
  if (amount === undefined || largest <= 0) return 6
  return Math.max(lengths.channel.narrowest, (lengths.channel.widest * Math.abs(amount)) / largest)
}

/** How high the gate of a channel is. */
export const gateHeight = (channel: number): number =>
  Math.max(lengths.gate.lowest, Math.round(channel) + lengths.gate.above)

/** What a tag says about the other ends: the one's label, or how many there are of what. */
export const stubText = (
  ends: readonly {
    readonly label: string
    readonly definition: Pick<BlockDefinition, 'title'> | undefined
  }[],
): string => {
  const [first] = ends
  if (!first) return ''
  if (ends.length === 1) return first.label
  const titles = new Set(ends.map(end => end.definition?.title))
  const word = titles.size === 1 ? first.definition?.title.split(' ').at(-1)?.toLowerCase() : undefined
  if (!word) return `${ends.length} blocks`
  return `${ends.length} ${word.replace(/y$/, 'ie')}s`
}
