// A route as its form has it, and as the API takes it.
import type { MessageClass, Route, RouteOrder, RouteRequest } from '../../api/schema';
import { countriesOf, listed } from '../../parts/listed';

export interface Way {
  providerId: string;
  weight: number | string;
}

export interface RuleWords {
  name: string;
  countries: string;
  prefixes: string;
  senders: string;
  categories: string;
  classes: MessageClass[];
  ways: Way[];
  order: RouteOrder;
  sticky: boolean;
  active: boolean;
}

/** What stands in the form of a route, or of a new one. */
export const wordsOf = (route?: Route): RuleWords => ({
  name: route?.name ?? '',
  countries: route?.countries.join(', ') ?? '',
  prefixes: route?.prefixes.join(', ') ?? '',
  senders: route?.senders.join(', ') ?? '',
  categories: route?.categories.join(', ') ?? '',
  classes: route?.classes ?? [],
  ways: route?.providers.map(({ providerId, weight }) => ({ providerId, weight: weight ?? 1 })) ?? [],
  order: route?.order ?? 'listed',
  sticky: route?.sticky ?? false,
  active: route?.active ?? true,
});

/** Entries that may hold spaces, such as a sender's name: one a line, or separated by commas. */
const phrases = (text: string) => text.split(/[\n,;،]+/).map((one) => one.trim()).filter(Boolean);

export const requestOf = (words: RuleWords): RouteRequest => ({
  name: words.name,
  countries: countriesOf(words.countries),
  prefixes: listed(words.prefixes),
  senders: phrases(words.senders),
  categories: phrases(words.categories),
  classes: words.classes,
  providers: words.ways.map(({ providerId, weight }) => ({ providerId, weight: weight === '' ? 1 : Number(weight) })),
  order: words.order,
  sticky: words.sticky,
  active: words.active,
});
