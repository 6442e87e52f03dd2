// A list of recipients as the pages hold it: read from pasted lines or from a file, whose rows the server reads again.
import type { ParseResult } from 'papaparse';

export interface Recipients {
  /** Where they come from: pasted ones are sent as JSON, a file as it is. */
  source: { kind: 'pasted' } | { kind: 'file'; file: File };
  columns: string[];
  /** All rows, by column. */
  rows: Record<string, string>[];
  phoneColumn: string;
}

/** The largest file that is read here; the server takes larger ones. */
export const MAX_FILE_BYTES = 20 * 1024 * 1024;
/** The most recipients of one pasted list. */
export const MAX_PASTED = 10_000;

const NUMBER = /^\+?[\d\s().-]{6,20}$/;

/** The column in which most of the first rows look like numbers. */
export function phoneColumnOf(columns: string[], rows: Record<string, string>[]): string {
  const score = (column: string) => rows.slice(0, 50).filter((row) => NUMBER.test(row[column]?.trim() ?? '')).length;
  const named = (column: string) => (/phone|mobile|number|msisdn|tel|cell/i.test(column) ? 0.5 : 0);
  return [...columns].sort((a, b) => score(b) + named(b) - score(a) - named(a))[0] ?? '';
}

/** One number a line, or separated by commas or semicolons. */
export function pasted(text: string): Recipients {
  const numbers = text.split(/[\n,;]+/).map((part) => part.trim()).filter(Boolean);
  const rows = numbers.map((phone) => ({ phone }));
  return { source: { kind: 'pasted' }, columns: ['phone'], rows, phoneColumn: 'phone' };
}

/** Reads a CSV or text file; the first row holds the names where it does not look like a number. */
export async function fromFile(file: File): Promise<Recipients> {
  const { default: Papa } = await import('papaparse');
  const found = await new Promise<ParseResult<string[]>>((resolve, reject) => {
    Papa.parse<string[]>(file, { skipEmptyLines: 'greedy', complete: resolve, error: reject });
  });
  const [first = [], ...others] = found.data;
  const headed = !first.some((cell) => NUMBER.test(cell.trim()));
  const columns = first.map((cell, at) => (headed && cell.trim() ? cell.trim() : `#${at + 1}`));
  const data = headed ? others : found.data;
  const rows = data.map((cells) => Object.fromEntries(columns.map((column, at) => [column, cells[at]?.trim() ?? ''])));
  return { source: { kind: 'file', file }, columns, rows, phoneColumn: phoneColumnOf(columns, rows) };
}

/** Rows whose number cannot be one; the server has the last word. */
export const doubtful = ({ rows, phoneColumn }: Recipients) =>
  rows.flatMap((row, at) => (NUMBER.test(row[phoneColumn] ?? '') ? [] : [{ row: at + 1, value: row[phoneColumn] ?? '' }]));
