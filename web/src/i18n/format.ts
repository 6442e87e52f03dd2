// Numbers, times and money as the chosen language writes them.
import type { Cost } from '../api/schema';
import { language } from './t';

const locale = () => language().locale;

export const number = (value: number) => new Intl.NumberFormat(locale()).format(value);

export const compact = (value: number) =>
  new Intl.NumberFormat(locale(), { notation: 'compact', maximumFractionDigits: 1 }).format(value);

/** A share in percent, as the API gives it: 97.3. */
export const percent = (value: number, digits = 1) =>
  new Intl.NumberFormat(locale(), { style: 'percent', maximumFractionDigits: digits }).format(value / 100);

export const money = (cost: Cost) => {
  const amount = Number(cost.amount);
  try {
    const digits = amount !== 0 && Math.abs(amount) < 1 ? 4 : 2;
    const style = { style: 'currency', currency: cost.currency, maximumFractionDigits: digits } as const;
    return new Intl.NumberFormat(locale(), style).format(amount);
  } catch {
    return `${cost.amount} ${cost.currency}`;
  }
};

const time = (options: Intl.DateTimeFormatOptions) => (at: string | number | Date) =>
  new Intl.DateTimeFormat(locale(), { hourCycle: 'h23', ...options }).format(new Date(at));

export const dateTime = time({ month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' });
export const exactTime = time({
  year: 'numeric', month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit',
});
export const clock = time({ hour: '2-digit', minute: '2-digit' });
export const date = time({ year: 'numeric', month: 'short', day: 'numeric' });
export const dayOfMonth = time({ month: 'short', day: 'numeric' });

const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400_000], ['hour', 3_600_000], ['minute', 60_000], ['second', 1_000],
];

/** How long ago, in the largest unit that fits: “3 minutes ago”. */
export function ago(at: string, now = Date.now()) {
  const passed = new Date(at).getTime() - now;
  const [unit, size] = STEPS.find(([, step]) => Math.abs(passed) >= step) ?? ['second', 1_000];
  return new Intl.RelativeTimeFormat(locale(), { numeric: 'auto' }).format(Math.trunc(passed / size), unit);
}
