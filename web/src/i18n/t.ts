// The words: t(key, args) over one JSON file a language. English is complete by its type; a test holds the others to it.
import en from './en.json';

export type Language = 'en' | 'sw' | 'ur';
export type Key = keyof typeof en;
type Entry = string | { one?: string; other: string };
type Args = Record<string, string | number>;

/** The languages, in their own names. */
export const LANGUAGES: { code: Language; name: string; locale: string; dir: 'ltr' | 'rtl' }[] = [
  { code: 'en', name: 'English', locale: 'en-US', dir: 'ltr' },
  { code: 'sw', name: 'Kiswahili', locale: 'sw-KE', dir: 'ltr' },
  { code: 'ur', name: 'اردو', locale: 'ur-PK', dir: 'rtl' },
];

const STORED = 'tuma-language';
const english: Record<string, Entry> = en;
let words = english;
let current = LANGUAGES[0]!;

/** The language in force. */
export const language = () => current;

/** The one that was chosen, else the browser's, else English. */
export function chosenLanguage(): Language {
  const wanted = [localStorage.getItem(STORED), ...navigator.languages.map((one) => one.slice(0, 2))];
  return LANGUAGES.find(({ code }) => code === wanted.find((one) => LANGUAGES.some((l) => l.code === one)))?.code ?? 'en';
}

const catalogues: Record<Language, () => Promise<{ default: Record<string, Entry> }>> = {
  en: async () => ({ default: english }),
  sw: () => import('./sw.json'),
  ur: () => import('./ur.json'),
};

/** Loads a language and turns the page its way. */
export async function speak(code: Language) {
  words = (await catalogues[code]()).default;
  current = LANGUAGES.find((one) => one.code === code) ?? current;
  localStorage.setItem(STORED, code);
  document.documentElement.lang = code;
  document.documentElement.dir = current.dir;
}

function choose(entry: Entry, args?: Args): string {
  if (typeof entry === 'string') return entry;
  const form = new Intl.PluralRules(current.locale).select(Number(args?.count ?? 0));
  return (form === 'one' ? entry.one : undefined) ?? entry.other;
}

const numbers = (value: string | number) =>
  typeof value === 'number' ? new Intl.NumberFormat(current.locale).format(value) : value;

/** The words of a key, with `{name}` replaced; `count` chooses the plural. */
export function t(key: Key, args?: Args): string {
  const text = choose(words[key] ?? english[key] ?? key, args);
  return args ? text.replace(/\{(\w+)\}/g, (whole, name: string) => (name in args ? numbers(args[name]!) : whole)) : text;
}

/** The words of a key that is put together, such as `state.` and a state; what has none is shown as it is. */
export function word(group: string, value: string): string {
  const entry = words[`${group}.${value}`] ?? english[`${group}.${value}`];
  return entry === undefined ? value : choose(entry);
}
