// Reads what the server measures, in the text format of Prometheus: names, labels, values.

export interface Sample {
  name: string;
  labels: Record<string, string>;
  value: number;
}

const LINE = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})?\s+(\S+)/;
const LABEL = /([a-zA-Z_]\w*)="((?:[^"\\]|\\.)*)"/g;

const unescaped = (text: string) => text.replace(/\\(.)/g, (_, sign: string) => (sign === 'n' ? '\n' : sign));

/** The samples of an exposition; comments and what is no sample are left out. */
export function samplesOf(text: string): Sample[] {
  return text.split('\n').flatMap((line) => {
    const found = LINE.exec(line);
    if (!found?.[1]) return [];
    const labels = [...(found[2] ?? '').matchAll(LABEL)].map((one) => [one[1] ?? '', unescaped(one[2] ?? '')] as const);
    return [{ name: found[1], labels: Object.fromEntries(labels), value: Number(found[3]) }];
  });
}

const named = (samples: Sample[], name: string) => samples.filter((one) => one.name === name);

/** The sum of a measure over all labels; none where it is not measured. */
export function total(samples: Sample[], name: string): number | null {
  const found = named(samples, name);
  return found.length === 0 ? null : found.reduce((sum, one) => sum + one.value, 0);
}

/** The queue of one provider. */
export interface Lane {
  provider: string;
  /** Waiting by priority: 1 before 5 before 10. */
  waiting: Record<string, number>;
  inMemory: number;
  open: number;
  /** 1 up, 0 down, between them degraded; none where it is not measured. */
  health: number | null;
}

/** The lanes by name, and how many messages wait for their time. */
export function lanesOf(samples: Sample[]): { lanes: Lane[]; scheduled: number } {
  const lanes = new Map<string, Lane>();
  const lane = (provider: string) => {
    const one = lanes.get(provider) ?? { provider, waiting: {}, inMemory: 0, open: 0, health: null };
    lanes.set(provider, one);
    return one;
  };
  let scheduled = 0;
  for (const { labels, value } of named(samples, 'sms_queue_depth')) {
    const queue = labels.queue ?? '';
    const cut = queue.lastIndexOf('/');
    if (queue === 'scheduled') scheduled = value;
    else if (cut > 0) lane(queue.slice(0, cut)).waiting[queue.slice(cut + 1)] = value;
  }
  for (const { labels, value } of named(samples, 'tuma_lane_memory')) lane(labels.provider ?? '').inMemory = value;
  for (const { labels, value } of named(samples, 'tuma_lane_window_open')) lane(labels.provider ?? '').open = value;
  for (const { labels, value } of named(samples, 'sms_provider_health')) lane(labels.provider ?? '').health = value;
  return { lanes: [...lanes.values()].toSorted((a, b) => a.provider.localeCompare(b.provider)), scheduled };
}
