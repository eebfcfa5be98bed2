/**
 * Before each test file: the same random cases in every run, so that a failure can be had again and none comes by
 * chance alone. `PORTOLAN_SEED=7 npm test` tries others.
 */
import fc from 'fast-check';
import { flowNumbers } from './flow-numbers.ts';

flowNumbers.last = 0;
fc.configureGlobal({ seed: Number(process.env.PORTOLAN_SEED ?? 0) });
