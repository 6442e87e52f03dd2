// Reads again at a pace: soon after something happened, and the slower the longer it goes on happening.

/** How soon after the first event: what happens together is read together. */
const SOON_MS = 100;

export class Pace {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private wanted = false;
  private stopped = false;
  private wait: number;

  /** Never more often than every `least` ms; after a while of going on, every `most`. */
  constructor(
    private readonly read: () => Promise<unknown>,
    private readonly least: number,
    private readonly most: number,
  ) {
    this.wait = least;
  }

  /** Something happened. */
  touch() {
    this.wanted = true;
    if (this.timer === undefined && !this.stopped) this.timer = setTimeout(() => void this.run(), SOON_MS);
  }

  stop() {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  private async run() {
    this.wanted = false;
    // A read that takes long holds up the next one: a slow link is never asked twice at a time.
    await this.read().catch(() => undefined);
    if (this.stopped) return;
    this.timer = setTimeout(() => this.rested(), this.wait);
  }

  private rested() {
    if (!this.wanted) {
      this.timer = undefined;
      this.wait = this.least;
      return;
    }
    this.wait = Math.min(this.wait * 1.5, this.most);
    void this.run();
  }
}
