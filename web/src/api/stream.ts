// The tab's one live stream: opened, resumed behind the last event after a break, closed while nobody looks for long.
import type { Happened } from './told';

/** Who is told what the stream says. */
export interface Listener {
  /** Open; `gap` where what happened before is not told. */
  opened: (gap: boolean) => void;
  events: (events: Happened[]) => void;
  /** Not there now: read on timers. */
  lost: () => void;
  /** They may see something else than before. */
  forbidden: () => void;
  /** Their session is over. */
  unauthenticated: () => void;
  /** Asks whether the server is within reach. */
  reach: () => Promise<boolean>;
}

const SOON_MS = 1_000;
const MOST_MS = 8_000;
/** Before the next try where the server is there and gives no stream, or where the stream was more than this tab could take. */
const CALM_MS = 30_000;
/** A stream that held so long is worth coming back to at once. */
const HELD_MS = 10_000;
const HIDDEN_MS = 60_000;

export class Follower {
  private source: EventSource | null = null;
  private position = '';
  private openedAt = 0;
  private reached = true;
  private wait = SOON_MS;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private hiding: ReturnType<typeof setTimeout> | undefined;
  private stopped = false;

  constructor(private readonly listener: Listener) {
    document.addEventListener('visibilitychange', this.seen);
    window.addEventListener('online', this.retry);
    this.open();
  }

  stop() {
    this.stopped = true;
    clearTimeout(this.hiding);
    document.removeEventListener('visibilitychange', this.seen);
    window.removeEventListener('online', this.retry);
    this.close();
  }

  private open() {
    this.close();
    const query = this.position ? `?lastEventId=${encodeURIComponent(this.position)}` : '';
    const source = new EventSource(`/api/sms/events${query}`);
    this.source = source;
    source.onopen = () => {
      this.openedAt = Date.now();
      this.listener.opened(this.position === '');
    };
    source.onerror = () => void this.broke();
    source.addEventListener('messages', (event: MessageEvent<string>) => {
      this.position = event.lastEventId;
      this.listener.events((JSON.parse(event.data) as { events: Happened[] }).events);
    });
    source.addEventListener('reset', (event) => {
      this.position = event.lastEventId;
      this.listener.opened(true);
    });
    source.addEventListener('end', (event: MessageEvent<string>) => this.ended((JSON.parse(event.data) as { reason: string }).reason));
  }

  private close() {
    if (this.openedAt > 0 && Date.now() - this.openedAt > HELD_MS) this.wait = SOON_MS;
    this.openedAt = 0;
    clearTimeout(this.timer);
    this.timer = undefined;
    this.source?.close();
    this.source = null;
  }

  /** The server said why it is over. */
  private ended(reason: string) {
    this.close();
    this.listener.lost();
    if (reason === 'unauthenticated') this.listener.unauthenticated();
    else if (reason === 'forbidden') this.changed();
    else if (reason === 'slow') this.slow();
    else this.later(this.backedOff());
  }

  private changed() {
    this.position = '';
    this.listener.forbidden();
    this.later(SOON_MS);
  }

  /** More was told than came through: what is on the screen is read instead, and the stream begins with now. */
  private slow() {
    this.position = '';
    this.later(CALM_MS);
  }

  /** It broke off, or was refused, which a browser does not say. */
  private async broke() {
    const opened = this.openedAt > 0;
    this.close();
    this.listener.lost();
    this.reached = await this.listener.reach();
    if (this.stopped) return;
    this.later(this.reached && !opened ? CALM_MS : this.backedOff());
  }

  private backedOff() {
    const now = this.wait;
    this.wait = Math.min(this.wait * 2, MOST_MS);
    return now;
  }

  private later(ms: number) {
    clearTimeout(this.timer);
    if (!this.stopped && !this.hidden()) this.timer = setTimeout(this.retry, ms);
  }

  private readonly retry = () => {
    if (this.source || this.stopped || this.hidden()) return;
    clearTimeout(this.timer);
    if (this.reached) this.open();
    else void this.comeBack();
  };

  private async comeBack() {
    this.reached = await this.listener.reach();
    if (this.stopped || this.source) return;
    if (this.reached) this.open();
    else this.later(this.backedOff());
  }

  private hidden() {
    return document.hidden && this.hiding === undefined;
  }

  private readonly seen = () => {
    clearTimeout(this.hiding);
    this.hiding = undefined;
    if (!document.hidden) this.retry();
    else this.hiding = setTimeout(this.hide, HIDDEN_MS);
  };

  private readonly hide = () => {
    this.hiding = undefined;
    this.close();
    this.listener.lost();
  };
}
