// Short names made of names.
import { expect, test } from 'vitest';

import { slugOf } from './MakeOrganization';

test('a short name is what a name leaves in small letters, digits and hyphens', () => {
  expect(slugOf('Green Valley School')).toBe('green-valley-school');
  expect(slugOf('  Café «Zoë» 2 ')).toBe('cafe-zoe-2');
  expect(slugOf('اردو')).toBe('');
});
