// Between a provider's settings and a form's words: known fields each by itself, everything else as one JSON object.
import type { Provider } from '../../api/schema';
import type { Field, Kind } from './kinds';

export type Values = Record<string, string | boolean>;
type Settings = Record<string, unknown>;

const record = (value: unknown): Settings =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Settings) : {};

const shown = (field: Field, value: unknown): string | boolean => {
  if (field.kind === 'switch') return value === true;
  if (value === undefined || value === null) return '';
  return field.kind === 'json' ? JSON.stringify(value, null, 2) : String(value);
};

/** What stands in the form at first. */
export function valuesOf(kind: Kind, provider?: Provider): { values: Values; rest: string } {
  const settings = record(provider?.settings);
  const values = Object.fromEntries(kind.fields.map((field) => [field.name, shown(field, settings[field.name])]));
  const known = new Set(kind.fields.map((field) => field.name));
  const rest = Object.fromEntries(Object.entries(settings).filter(([name]) => !known.has(name)));
  return { values, rest: Object.keys(rest).length ? JSON.stringify(rest, null, 2) : '' };
}

/** A JSON value, or null where the text is none. */
function parsed(text: string): { value: unknown } | null {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return null;
  }
}

/** The settings to send, and the fields whose JSON cannot be read. */
export function settingsOf(kind: Kind, values: Values, rest: string): { settings: Settings; unreadable: string[] } {
  const unreadable: string[] = [];
  const read = (name: string, text: string) => {
    const found = parsed(text);
    if (!found) unreadable.push(name);
    return found?.value;
  };
  const settings: Settings = rest.trim() ? record(read('rest', rest)) : {};
  for (const field of kind.fields) {
    const value = values[field.name];
    if (typeof value === 'boolean') {
      if (value) settings[field.name] = true;
    } else if (value?.trim()) {
      const asNumber = field.kind === 'number';
      settings[field.name] = asNumber ? Number(value) : field.kind === 'json' ? read(field.name, value) : value.trim();
    }
  }
  return { settings, unreadable };
}
