// How a page changes the language: everything is drawn anew in the next one.
import { createContext } from 'react';

import type { Language } from './t';

export const LanguageContext = createContext<(next: Language) => Promise<void>>(async () => undefined);
