// Why a message went this way: the route that decided, the providers in order, and who was passed over for what reason.
import type { Decision as DecisionData } from '../../api/schema';
import { t, word } from '../../i18n/t';
import classes from './Decision.module.css';

export function Decision({ decision }: { decision: DecisionData }) {
  return (
    <section aria-label={t('decision.title')}>
      <h3 className={classes.title}>{t('decision.title')}</h3>
      <p className={classes.by}>
        {decision.route ? t('decision.route', { name: decision.route.name }) : t('decision.noRoute')} · {word('by', decision.by)}
      </p>
      <ol className={classes.order}>
        {decision.order.map((one) => <li key={one.providerId}>{one.name}</li>)}
      </ol>
      {decision.passedOver.length > 0 && (
        <ul className={classes.passed}>
          {decision.passedOver.map((one) => (
            <li key={one.providerId}>{t('decision.passed', { name: one.name })}: <bdi>{one.reason}</bdi></li>
          ))}
        </ul>
      )}
    </section>
  );
}
