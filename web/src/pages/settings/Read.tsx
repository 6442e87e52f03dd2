// The settings for whoever may read and not change them.
import type { Settings } from '../../api/schema';
import { t, word } from '../../i18n/t';
import { Fact, Facts } from '../../parts/Fact';
import { regionName } from './regions';

export function Read({ settings }: { settings: Settings }) {
  return (
    <Facts>
      <Fact name={t('settings.name')}><bdi>{settings.name}</bdi></Fact>
      <Fact name={t('settings.slug')}><span className="tuma-mono tuma-ltr">{settings.slug}</span></Fact>
      <Fact name={t('settings.region')}>{regionName(settings.region)}</Fact>
      <Fact name={t('settings.timeZone')}><span className="tuma-ltr">{settings.timeZone}</span></Fact>
      <Fact name={t('settings.currency')}><span className="tuma-ltr">{settings.currency}</span></Fact>
      <Fact name={t('settings.privacy')}>{word('privacy', settings.privacy)}</Fact>
      <Fact name={t('settings.retention')}>
        {settings.retentionDays === 0 ? t('settings.kept') : t('settings.days', { count: settings.retentionDays })}
      </Fact>
      <Fact name={t('settings.id')}><span className="tuma-mono tuma-ltr">{settings.organizationId}</span></Fact>
    </Facts>
  );
}
