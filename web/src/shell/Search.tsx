// Ctrl K: pages by name, a message or a batch by its id, messages by a number. Arrow keys choose, Enter goes.
import { Modal, TextInput } from '@mantine/core';
import { IconArrowRight, IconHash, IconPhone, IconSearch } from '@tabler/icons-react';
import { useState, type ComponentType, type KeyboardEvent } from 'react';
import { useLocation } from 'wouter';

import { useCan } from '../api/session';
import { t } from '../i18n/t';
import { PLACES, useShown, type Place } from './routes';
import classes from './Search.module.css';

interface Hit {
  name: string;
  path: string;
  icon: ComponentType<{ size?: number; stroke?: number }>;
}

function hitsOf(text: string, can: (permission: string) => boolean, isShown: (place: Place) => boolean): Hit[] {
  const wanted = text.trim();
  const hits: Hit[] = [];
  if (can('messages:read')) {
    if (/^msg_[0-9a-z]+$/i.test(wanted)) {
      hits.push({ name: t('search.message', { id: wanted }), path: `/messages/${wanted}`, icon: IconHash });
    }
    if (/^bat_[0-9a-z]+$/i.test(wanted)) {
      hits.push({ name: t('search.batch', { id: wanted }), path: `/batches/${wanted}`, icon: IconHash });
    }
    if (/^\+?[\d\s()-]{5,}$/.test(wanted)) {
      const path = `/messages?phone=${encodeURIComponent(wanted)}`;
      hits.push({ name: t('search.phone', { phone: wanted }), path, icon: IconPhone });
    }
  }
  const begun = wanted.toLocaleLowerCase();
  const places = PLACES.filter(isShown).map((place) => ({ ...place, name: t(place.name) }));
  const found = places.filter(({ name }) => name.toLocaleLowerCase().includes(begun));
  // What begins so comes first.
  const [first, others] = [true, false].map((so) => found.filter(({ name }) => name.toLocaleLowerCase().startsWith(begun) === so));
  return [...hits, ...(first ?? []), ...(others ?? [])];
}

export default function Search({ onClose }: { onClose: () => void }) {
  const can = useCan();
  const isShown = useShown();
  const [, go] = useLocation();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const hits = hitsOf(text, can, isShown);
  const chosen = Math.min(at, hits.length - 1);
  const take = (hit: Hit | undefined) => {
    if (!hit) return;
    onClose();
    go(hit.path);
  };
  const keys = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) setAt((chosen + step + hits.length) % Math.max(hits.length, 1));
    else if (event.key === 'Enter') take(hits[chosen]);
    else return;
    event.preventDefault();
  };
  return (
    <Modal opened onClose={onClose} withCloseButton={false} padding="xs" size="lg" yOffset="12vh" centered={false}
      title={undefined} aria-label={t('search.prompt')}>
      <TextInput data-autofocus size="md" variant="unstyled" leftSection={<IconSearch size={18} />} value={text}
        onChange={(event) => { setText(event.currentTarget.value); setAt(0); }} onKeyDown={keys}
        placeholder={t('search.placeholder')} aria-label={t('search.prompt')} role="combobox" aria-expanded="true"
        aria-controls="search-hits" aria-activedescendant={hits.length ? `hit-${chosen}` : undefined} />
      <ul id="search-hits" role="listbox" aria-label={t('search.hits')} className={classes.hits}>
        {hits.map((hit, index) => (
          <li key={hit.path} id={`hit-${index}`} role="option" aria-selected={index === chosen} className={classes.hit}
            onMouseMove={() => setAt(index)} onClick={() => take(hit)}>
            <hit.icon size={17} stroke={1.7} />
            <span className="tuma-clip">{hit.name}</span>
            <IconArrowRight size={15} className={`${classes.go} tuma-turn`} />
          </li>
        ))}
      </ul>
      {hits.length === 0 && <p className={classes.none} role="status">{t('search.none')}</p>}
    </Modal>
  );
}
