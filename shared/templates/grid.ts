/** Left edges of the columns: catalogue and payer, entry, payment, division, transfer, account, what is beside it. */
export const COLUMN = [0, 208, 456, 704, 952, 1184, 1392] as const
/** Top edge of the row on which a payment runs from left to right; tall cards stand a step higher. */
export const ROW = 360
/** Top edge of the row above it, of what adds to the payment, and of the first row of events and money back below it. */
export const ABOVE = ROW - 112
export const BELOW = ROW + 144
/** Height from one card to the next, in rows of cards, of handlers and of the catalogue. */
export const STEP = { card: 96, handler: 48, catalogue: 48 } as const

/** Top edge of a row of the catalogue, counted from below: it ends above what stands at `above`. */
export const catalogueRow = (above: number, fromBelow: number): number =>
  above - 88 - fromBelow * STEP.catalogue
