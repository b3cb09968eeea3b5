const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** A small seeded generator (sfc32): the same seed gives the same ids and faults again. */
export class Random {
  private a: number
  private b: number
  private c: number
  private d: number

  constructor(seed: number) {
    this.a = 0x9e3779b9
    this.b = 0x243f6a88
    this.c = seed | 0
    this.d = 1
    for (let warm = 0; warm < 12; warm += 1) this.next()
  }

  /** A whole number from 0 to 2³² − 1. */
  next(): number {
    const sum = (((this.a + this.b) | 0) + this.d) | 0
    this.d = (this.d + 1) | 0
    this.a = this.b ^ (this.b >>> 9)
    this.b = (this.c + (this.c << 3)) | 0
    this.c = ((this.c << 21) | (this.c >>> 11)) + sum
    this.c |= 0
    return sum >>> 0
  }

  /** A number from 0 up to, not including, 1. */
  fraction(): number {
    return this.next() / 0x1_0000_0000
  }

  /**
   * Letters and digits of the given length, behind what they are to begin with. Written at once, for a text that
   * grows letter by letter is kept as a tree of its letters, twenty times as large.
   */
  text(length: number, beginning = ''): string {
    const codes: number[] = []
    for (let at = 0; at < beginning.length; at += 1) codes.push(beginning.charCodeAt(at))
    const end = codes.length + length
    while (codes.length < end) {
      let number = this.next()
      for (let taken = 0; taken < 5 && codes.length < end; taken += 1) {
        codes.push(ALPHABET.charCodeAt(number % 62))
        number = Math.floor(number / 62)
      }
    }
    return String.fromCharCode(...codes)
  }

  get state(): readonly [number, number, number, number] {
    return [this.a, this.b, this.c, this.d]
  }
  set state([a, b, c, d]: readonly [number, number, number, number]) {
    this.a = a
    this.b = b
    this.c = c
    this.d = d
  }
}
