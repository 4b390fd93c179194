// How long something still takes, as far as one can know it.

const Window = 5000;
const Shortest = 1500;

/** Watches bytes go by; `now` is in milliseconds. */
export class Pace {
  #samples = [];

  /** Notes how much is done of how much, and returns the seconds left, or null while nobody can tell. */
  note(done, total, now) {
    if (total !== this.total || done < (this.#samples.at(-1)?.done ?? 0)) {
      this.#samples = [];
      this.total = total;
    }

    this.#samples.push({ done, now });
    this.#samples = this.#samples.filter((sample) => now - sample.now <= Window);
    const first = this.#samples[0];
    const elapsed = now - first.now;
    const gained = done - first.done;
    return elapsed >= Shortest && gained > 0 && total > done ? (total - done) * elapsed / gained / 1000 : null;
  }
}
