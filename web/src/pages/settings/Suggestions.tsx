// What a field suggests while it is typed into: hundreds of values that the browser knows, drawn after the form itself.
import { memo, useDeferredValue } from 'react';

export const Suggestions = memo(function Suggestions({ id, of }: { id: string; of: 'timeZone' | 'currency' }) {
  const ready = useDeferredValue(true, false);
  return <datalist id={id}>{ready && Intl.supportedValuesOf(of).map((one) => <option key={one} value={one} />)}</datalist>;
});
