import { describe, expect, it } from 'vitest';
import type { MatrixCell } from '../../../../src/report/matrix.ts';
import { indexCells, moveInGrid, shadeOf, shortServices } from './cells.ts';
import { cellSelection, readMatrixSearch } from './search.ts';

const cell: MatrixCell = {
  row: 'site-server',
  column: 'distribution-point',
  flows: 2,
  rows: 6,
  services: ['tcp/445 SMB', 'tcp/135 RPC endpoint mapper', 'tcp/80 HTTP', 'tcp/80 HTTP (WSUS)'],
  conversations: [],
  guide: [],
};

it('finds a cell by row and column', () => {
  const cells = indexCells({ by: 'role', rows: [], columns: [], cells: [cell] });
  expect(cells.get('site-server')?.get('distribution-point')).toBe(cell);
  expect(cells.get('distribution-point')).toBeUndefined();
});

it('tells a cell’s services shortly, each port once', () => {
  expect(shortServices(cell)).toBe('tcp/445 +2');
  expect(shortServices({ ...cell, services: ['icmp/echo-request Ping'] })).toBe('icmp/echo-request');
  expect([1, 2, 5, 17].map(shadeOf)).toEqual([1, 2, 3, 4]);
});

describe('keys', () => {
  const move = (key: string, control = false) => moveInGrid(key, control, { row: 1, column: 1 }, 9, 4, 5);

  it('moves by cells, pages and ends, and stays inside', () => {
    expect(move('ArrowDown')).toEqual({ row: 2, column: 1 });
    expect(move('PageDown')).toEqual({ row: 6, column: 1 });
    expect(move('PageUp')).toEqual({ row: 0, column: 1 });
    expect(move('End')).toEqual({ row: 1, column: 3 });
    expect(move('Home', true)).toEqual({ row: 0, column: 0 });
    expect(move('End', true)).toEqual({ row: 8, column: 3 });
    expect(move('x')).toBeUndefined();
  });
});

it('reads the address, and leads from a cell to its rows of the plan', () => {
  expect(readMatrixSearch({ by: 'role', row: 'client', zone: 'dmz' })).toEqual({
    row: 'client',
    zone: 'dmz',
  });
  expect(cellSelection({}, 'client', 'console')).toEqual({ fromRole: 'client', toRole: 'console' });
  expect(cellSelection({ by: 'host' }, 'cm01', 'dp01')).toEqual({ from: 'cm01', to: 'dp01' });
});
