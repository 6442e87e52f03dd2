// The way in: with a password, with an invitation, or with the link that stands in for a forgotten password. The page that
// was asked for is shown once somebody is in.
import { NativeSelect } from '@mantine/core';
import { useContext, useEffect, useState } from 'react';
import { useLocation } from 'wouter';

import { useTakeOver } from '../../api/session';
import { LanguageContext } from '../../i18n/context';
import { language, LANGUAGES, t, type Language } from '../../i18n/t';
import { Logo } from '../../parts/Logo';
import classes from './Door.module.css';
import { Forgot } from './Forgot';
import { Invited } from './Invited';
import { Reset } from './Reset';
import { SignInForm } from './SignInForm';

export default function Door() {
  const takeOver = useTakeOver();
  const change = useContext(LanguageContext);
  const [path, go] = useLocation();
  const [forgot, setForgot] = useState(false);
  // What follows the # of a mail's link; read once, and gone from the address when one goes on.
  const [token] = useState(() => location.hash.slice(1));
  const back = () => {
    setForgot(false);
    go('/', { replace: true });
  };
  useEffect(() => {
    document.title = `${t('signIn.title')} · Tuma`;
  }, []);
  const inside = path === '/reset' && token ? <Reset token={token} onBack={back} />
    : path === '/invitation' && token ? <Invited token={token} onBack={back} />
      : forgot ? <Forgot onBack={back} />
        : <SignInForm onIn={takeOver} onForgot={() => setForgot(true)} />;
  return (
    <main className={classes.door}>
      <div className={classes.inner}>
        <div className={classes.mark}>
          <Logo size={40} />
          <h1>{t('signIn.title')}</h1>
          <p>{t('signIn.about')}</p>
        </div>
        <div className="tuma-card">{inside}</div>
        <NativeSelect className={classes.language} size="xs" aria-label={t('shell.language')} value={language().code}
          onChange={(event) => void change(event.currentTarget.value as Language)}
          data={LANGUAGES.map(({ code, name }) => ({ value: code, label: name }))} />
      </div>
    </main>
  );
}
