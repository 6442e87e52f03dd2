// The sidebar's links by group; only what works and what this person may see.
import { Link, useLocation } from 'wouter';

import { t } from '../i18n/t';
import classes from './Navigation.module.css';
import { prefetch } from './prefetch';
import { PLACES, useShown, type Group, type Place } from './routes';

const GROUPS: Exclude<Group, 'you'>[] = ['work', 'manage', 'installation', 'try'];

export function Navigation({ onGo }: { onGo?: () => void }) {
  const isShown = useShown();
  const [path] = useLocation();
  const shown = PLACES.filter(isShown);
  return (
    <nav className={classes.nav} aria-label={t('shell.menu')}>
      {GROUPS.map((group) => {
        const places = shown.filter((place) => place.group === group);
        if (places.length === 0) return null;
        return (
          <section key={group} className={classes.group} aria-labelledby={`nav-${group}`}>
            <h2 id={`nav-${group}`} className={classes.title}>{t(`group.${group}`)}</h2>
            <ul>
              {places.map((place) => (
                <Item key={place.path} place={place} here={isAt(place, path)} onGo={onGo} />
              ))}
            </ul>
          </section>
        );
      })}
    </nav>
  );
}

const isAt = ({ path: of }: Place, path: string) => path === of || (of !== '/' && path.startsWith(`${of}/`));

function Item({ place, here, onGo }: { place: Place; here: boolean; onGo?: () => void }) {
  return (
    <li>
      <Link href={place.path} className={classes.link} aria-current={here ? 'page' : undefined} onClick={onGo}
        onPointerEnter={() => prefetch(place.path)} onFocus={() => prefetch(place.path)}>
        <place.icon size={18} stroke={1.7} />
        {t(place.name)}
      </Link>
    </li>
  );
}
