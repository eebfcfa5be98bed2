/** The chart's document as the server sends it. */
import type { ChartDocument } from '../../../../src/report/chart.ts';
import type { ExcessDocument } from '../../../../src/report/excess.ts';

export type { ChartDocument } from '../../../../src/report/chart.ts';

/** A course of the plan, or one of its own for what is permitted beyond it. */
export type ChartCourse = ChartDocument['courses'][number] & { readonly excess?: readonly ExcessDocument[] };

export type ChartNode = ChartDocument['nodes'][number];
export type ChartFilter = ChartDocument['filters'][number];
export type ChartService = ChartDocument['courses'][number]['services'][number];
