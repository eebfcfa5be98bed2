/** `portolan lab test`. */
import type { LabDialect } from '../../lab/dialects.ts';
import { fullTierObstacle, labCache } from '../../lab/full-tier.ts';
import type { Tier } from '../../lab/inside/job.ts';
import { makeModel } from '../../lab/make-model.ts';
import { reportJson, reportJunit, reportMarkdown } from '../../lab/proof/report-files.ts';
import type { LabReport } from '../../lab/proof/report-model.ts';
import { phaseText, summaryText, wrongCount } from '../../lab/proof/report-text.ts';
import { runTest } from '../../lab/proof/run-test.ts';
import { servedHosts } from '../../lab/services/served-hosts.ts';
import { LabError } from '../../lab/start.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import type { Io } from '../io.ts';
import { loadReading, planShown } from '../load-hierarchy.ts';
import { untilInterrupted } from '../probing/interrupt.ts';
import { fail, refuse, tell } from './tell.ts';

export interface TestAsked {
  readonly dialect: LabDialect;
  readonly most: number | undefined;
  readonly hostFirewalls: boolean | undefined;
  readonly mutations: number | 'all';
  readonly tier: Tier;
  readonly format: string;
  /** File that the report is written to. */
  readonly out: string | undefined;
}

const FORMS: Readonly<Record<string, (report: LabReport) => string>> = {
  text: (report) => report.phases.map((phase) => phaseText(phase)).join('') + summaryText(report),
  json: reportJson,
  junit: reportJunit,
  markdown: reportMarkdown,
};

export async function test(argument: string | undefined, asked: TestAsked, io: Io): Promise<ExitCode> {
  const reading = loadReading(argument, io);
  const planned = await planShown(reading, io, 'error');
  if (!planned) return EXIT.findings;
  if (process.platform !== 'linux') return await refuse(io);
  const { dialect, most, hostFirewalls, mutations, format, out, tier } = asked;
  if (tier === 'full') {
    const { hierarchy, plan } = planned;
    const lacking = fullTierObstacle(servedHosts(makeModel(hierarchy, plan, most), hierarchy, plan));
    if (lacking) return await refuse(io, lacking);
  }
  const options = {
    dialect,
    mutations,
    ...(tier === 'full' && { full: { cache: labCache() } }),
    ...(most !== undefined && { most }),
    ...(hostFirewalls !== undefined && { hostFirewalls }),
  };
  const isText = format === 'text' && out === undefined;
  const color = isText ? io.color.out : io.color.err;
  const { signal, end } = untilInterrupted();
  try {
    const report = await runTest(
      { source: reading.source, options },
      (phase) => void (isText ? io.out(phaseText(phase, { color })) : io.err(phaseText(phase, { color }))),
      signal,
    );
    await tell(report.diagnostics, io);
    if (isText) await io.out(summaryText(report, { color }));
    else if (out === undefined) await io.out(FORMS[format]?.(report) ?? '');
    else io.write(out, [FORMS[format]?.(report) ?? '']);
    return wrongCount(report) === 0 ? EXIT.fine : EXIT.findings;
  } catch (error) {
    if (!(error instanceof LabError)) throw error;
    return await fail(io, error, { message: 'the lab was not tested' });
  } finally {
    end();
  }
}
