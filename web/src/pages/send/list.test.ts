// Lists: how pasted numbers and files become rows, and which of them cannot be numbers.
import { describe, expect, test } from 'vitest';

import { doubtful, fromFile, pasted, phoneColumnOf } from './list';

const file = (text: string) => new File([text], 'list.csv', { type: 'text/csv' });

describe('pasted lists', () => {
  test('numbers stand on lines of their own or between commas', () => {
    expect(pasted('+254712345678\n 0712 345 679 ,0712345680;\n\n').rows.map((row) => row.phone)).toEqual([
      '+254712345678', '0712 345 679', '0712345680',
    ]);
  });

  test('what cannot be a number is named by its row', () => {
    expect(doubtful(pasted('+254712345678\n12\nn/a'))).toEqual([{ row: 2, value: '12' }, { row: 3, value: 'n/a' }]);
  });
});

describe('files', () => {
  test('the first row holds the names where it holds no number', async () => {
    const read = await fromFile(file('name,mobile_num,fee\nAli,+923001234567,500\n'));
    expect(read.columns).toEqual(['name', 'mobile_num', 'fee']);
    expect(read.phoneColumn).toBe('mobile_num');
    expect(read.rows).toEqual([{ name: 'Ali', mobile_num: '+923001234567', fee: '500' }]);
  });

  test('a file without names gets columns by their places, as the server calls them', async () => {
    const read = await fromFile(file('Ali,+923001234567\nZainab,+923001234568\n'));
    expect(read.columns).toEqual(['#1', '#2']);
    expect(read.phoneColumn).toBe('#2');
    expect(read.rows).toHaveLength(2);
  });

  test('another separator is found, and cells keep their markup', async () => {
    const read = await fromFile(file('phone;note\n+923001234567;"<b>a;b</b>"\n'));
    expect(read.rows[0]?.note).toBe('<b>a;b</b>');
  });

  test('the column with the most numbers is the one, whatever it is called', () => {
    const rows = [{ phone: 'home', cell: '0712345678' }, { phone: 'work', cell: '0712345679' }];
    expect(phoneColumnOf(['phone', 'cell'], rows)).toBe('cell');
  });
});
