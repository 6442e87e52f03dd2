// Where the dashboard begins: the language first, so that nothing is drawn in another one, then the application.
import '@fontsource-variable/inter/wght.css';
import './theme/mantine.css';
import './theme/global.css';

import { setNonce } from 'get-nonce';
import { createRoot } from 'react-dom/client';

import { App } from './App';
import { chosenLanguage, speak } from './i18n/t';
import { nonce } from './theme/nonce';

/** How long the first page has the link for itself, before the worker fetches the files of the others. */
const ALONE_MS = 4_000;

function keepFiles() {
  const register = () => navigator.serviceWorker.register('/sw.js').catch(() => undefined);
  // Whoever was here before has most of them.
  if (navigator.serviceWorker.controller) void register();
  else setTimeout(register, ALONE_MS);
}

async function start() {
  // What keeps the page from scrolling behind a dialog is a style too.
  setNonce(nonce());
  await speak(chosenLanguage()).catch(() => undefined);
  const root = document.getElementById('root');
  if (root) createRoot(root).render(<App />);
  if (import.meta.env.PROD && 'serviceWorker' in navigator) keepFiles();
}

void start();
