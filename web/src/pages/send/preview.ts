// What a text would be and cost, asked of the server a moment after the last key.
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';

import { answer, api } from '../../api/client';
import type { PreviewRequest } from '../../api/schema';

const DEBOUNCE_MS = 250;

export function usePreview(request: PreviewRequest) {
  const [asked] = useDebouncedValue(request, DEBOUNCE_MS);
  return useQuery({
    queryKey: ['preview', asked],
    queryFn: () => answer(api.POST('/api/sms/preview', { body: asked })),
    enabled: asked.body !== '',
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
}
