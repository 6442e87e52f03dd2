// What was delivered, what failed and what came back, over the steps of a period.
import { lazy, Suspense } from 'react';

import type { Analytics } from '../../api/schema';
import { t } from '../../i18n/t';
import { Lines } from '../../parts/States';
import { stepsOf } from './queries';

const Chart = lazy(() => import('../../parts/Chart'));

export function Trend({ data, height }: { data: Analytics; height?: number }) {
  const steps = stepsOf(data);
  const { totalDelivered, totalFailed, totalInbound } = data.summary;
  return (
    <Suspense fallback={<Lines count={6} height={24} />}>
      <Chart height={height} steps={steps.map((one) => one.name)}
        caption={t('trend.caption', { delivered: totalDelivered, failed: totalFailed, replies: totalInbound })}
        series={[
          { name: t('trend.delivered'), colour: '--tuma-delivered', values: steps.map((one) => one.delivered), filled: true },
          { name: t('trend.replies'), colour: '--tuma-replies', values: steps.map((one) => one.inbound) },
          { name: t('trend.failed'), colour: '--tuma-failed', values: steps.map((one) => one.failed) },
        ]} />
    </Suspense>
  );
}
