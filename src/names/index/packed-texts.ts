/** Packed texts: a million short texts in two arrays instead of a million objects. */

/** A list of texts that only grows. */
export class PackedTexts {
  #bytes: Buffer
  #ends: Uint32Array
  #size = 0
  #used = 0

  constructor(expected = 1_024) {
    this.#bytes = Buffer.allocUnsafe(Math.max(1_024, expected * 24))
    this.#ends = new Uint32Array(Math.max(16, expected))
  }

  get size(): number {
    return this.#size
  }

  /** Adds a text. @returns its place */
  add(text: string): number {
    const most = text.length * 3
    if (this.#used + most > this.#bytes.length) {
      const wider = Buffer.allocUnsafe(Math.max(this.#used + most, Math.ceil(this.#bytes.length * 1.5)))
      this.#bytes.copy(wider, 0, 0, this.#used)
      this.#bytes = wider
    }
    if (this.#size === this.#ends.length) {
      const wider = new Uint32Array(Math.ceil(this.#ends.length * 1.5))
      wider.set(this.#ends)
      this.#ends = wider
    }
    this.#used += this.#bytes.write(text, this.#used)
    this.#ends[this.#size] = this.#used
    this.#size += 1
    return this.#size - 1
  }

  /** The text at a place. */
  at(place: number): string {
    return this.#bytes.toString('utf8', place === 0 ? 0 : this.#ends[place - 1], this.#ends[place])
  }

  /** Gives back what was set aside and not used. */
  trim(): void {
    this.#bytes = Buffer.from(this.#bytes.subarray(0, this.#used))
    this.#ends = this.#ends.slice(0, this.#size)
  }
}
