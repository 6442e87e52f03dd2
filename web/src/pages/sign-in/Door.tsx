// The way in: with a password, with an invitation, or with the link that stands in for a forgotten password. The page that
// was asked for is shown once somebody is in.
import { Alert, NativeSelect } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import { useContext, useEffect, useState } from 'react';
import { useLocation } from 'wouter';

import { useTakeOver } from '../../api/session';
import { LanguageContext } from '../../i18n/context';
import { language, LANGUAGES, t, word, type Language } from '../../i18n/t';
import { Logo } from '../../parts/Logo';
import classes from './Door.module.css';
import { Forgot } from './Forgot';
import { Invited } from './Invited';
import { IssuerCode } from './IssuerCode';
import { Issuers } from './Issuers';
import { Reset } from './Reset';
import { SignInForm } from './SignInForm';

/** Why an issuer's way back let nobody in; what else the address says there is not shown. */
const REFUSALS = ['unavailable', 'declined', 'stale', 'untrusted', 'no_account', 'unverified', 'domain', 'somebody_elses', 'wait', 'failed'];

/** What the way back from an issuer says in the address. */
function saidByIssuer(): string | null {
  const said = new URLSearchParams(location.search).get('signIn');
  if (said === null || said === 'code') return said;
  return REFUSALS.includes(said) ? said : 'failed';
}

/** Takes it out of the address: it is said once. */
function forgetIssuer() {
  const here = new URL(location.href);
  here.searchParams.delete('signIn');
  history.replaceState(history.state, '', here);
}

export default function Door() {
  const takeOver = useTakeOver();
  const change = useContext(LanguageContext);
  const [path, go] = useLocation();
  const [forgot, setForgot] = useState(false);
  // What follows the # of a mail's link; read once, and gone from the address when one goes on.
  const [token] = useState(() => location.hash.slice(1));
  const [said, setSaid] = useState(saidByIssuer);
  const back = () => {
    setForgot(false);
    setSaid(null);
    go('/', { replace: true });
  };
  useEffect(() => {
    document.title = `${t('signIn.title')} · Tuma`;
    forgetIssuer();
  }, []);
  const inside = path === '/reset' && token ? <Reset token={token} onBack={back} />
    : path === '/invitation' && token ? <Invited token={token} onBack={back} />
      : forgot ? <Forgot onBack={back} />
        : said === 'code' ? <IssuerCode onIn={takeOver} onBack={() => setSaid(null)} />
          : (
            <>
              {said && <Alert color="danger" variant="light" mb="md" icon={<IconAlertCircle size={18} />} role="alert">{word('issuer.refused', said)}</Alert>}
              <SignInForm onIn={takeOver} onForgot={() => setForgot(true)} />
              <Issuers />
            </>
          );
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
