/** What a card's name says behind its label: its state in a run, amounts, counts, that it is selected. */
const standing = String.raw`(selected|[a-z ]*(ed|ing|off)|[+−]?\D{0,3}[\d,.]+|\d+ (error|warning)s?|\d+ advice)`

/** The accessible name of a card with this label, whatever it says behind it. */
export function namedBlock(label: string): RegExp {
  return new RegExp(`: ${escaped(label)}(, ${standing})*$`)
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
}
