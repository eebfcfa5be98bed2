import type { Protocol } from '../../protocol.ts';
import { checkSql } from './check.ts';
import { sqlResponder } from './responder.ts';

/** SQL Server: TDS. */
export const SQL: Protocol = {
  name: 'TDS',
  transport: 'tcp',
  services: ['sql'],
  check: checkSql,
  responder: sqlResponder,
};
