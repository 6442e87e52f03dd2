// One figure: its name, the number, and how it changed, coloured by whether that is good and not by its sign.
import { IconArrowDownRight, IconArrowUpRight } from '@tabler/icons-react';

import { percent } from '../i18n/format';
import { t } from '../i18n/t';
import classes from './Kpi.module.css';

interface KpiProps {
  name: string;
  value: string;
  /** In percent; none where there is nothing to compare with. */
  change?: number | null;
  /** Whether more of it is good. */
  moreIsGood?: boolean;
  about?: string;
}

export function Kpi({ name, value, change, moreIsGood = true, about }: KpiProps) {
  const changed = typeof change === 'number' && Number.isFinite(change) && change !== 0;
  const up = (change ?? 0) > 0;
  const Arrow = up ? IconArrowUpRight : IconArrowDownRight;
  return (
    <div className={`tuma-card ${classes.kpi}`}>
      <span className={classes.name}>{name}</span>
      <strong className={classes.value} data-kpi="">{value}</strong>
      <span className={classes.change}>
        {changed ? (
          <>
            <b data-good={up === moreIsGood ? '' : undefined}>
              <Arrow size={14} aria-hidden="true" />
              <span className="tuma-hidden">{up ? t('kpi.more') : t('kpi.less')}</span>
              {percent(Math.abs(change ?? 0))}
            </b>
            <span className={classes.than}>{t('kpi.before')}</span>
          </>
        ) : (about ?? (change === 0 ? t('kpi.same') : t('kpi.nothing')))}
      </span>
    </div>
  );
}
