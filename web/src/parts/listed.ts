// Lists as people write them: one a line, or separated by commas.

/** The entries of a text. */
export const listed = (text: string) => text.split(/[\s,;،]+/).filter(Boolean);

/** Country codes of a text, as the API writes them. */
export const countriesOf = (text: string) => listed(text).map((code) => code.toUpperCase());
