/** The chart's document as the server sends it. */
import type { ChartDocument } from '../../../../src/report/chart.ts';

export type { ChartCourse, ChartDocument } from '../../../../src/report/chart.ts';

export type ChartNode = ChartDocument['nodes'][number];
export type ChartFilter = ChartDocument['filters'][number];
export type ChartService = ChartDocument['courses'][number]['services'][number];
