// Where the dashboard begins: the language first, so that nothing is drawn in another one, then the application.
import '@fontsource-variable/inter/wght.css';
import './theme/mantine.css';
import './theme/global.css';

import { setNonce } from 'get-nonce';
import { createRoot } from 'react-dom/client';

import { App } from './App';
import { chosenLanguage, speak } from './i18n/t';
import { nonce } from './theme/nonce';

async function start() {
  // What keeps the page from scrolling behind a dialog is a style too.
  setNonce(nonce());
  await speak(chosenLanguage()).catch(() => undefined);
  const root = document.getElementById('root');
  if (root) createRoot(root).render(<App />);
  if (import.meta.env.PROD && 'serviceWorker' in navigator) {
    navigator.serviceWorker.register('/sw.js').catch(() => undefined);
  }
}

void start();
