/** A lab's report for programs and pages: JSON, JUnit XML, Markdown. */

import { visible } from '../../diagnostics/visible.ts';
import { LAB_REPORT_FORMAT } from '../../plan/observation.ts';
import { xmlAttributes, xmlText } from '../../report/xml.ts';
import type { LabPhase, LabReport } from './report-model.ts';
import { wrongCount } from './report-text.ts';

/** The whole report. Its observations are a set like any other. */
export function reportJson(report: LabReport): string {
  return `${JSON.stringify({ format: LAB_REPORT_FORMAT, wrong: wrongCount(report), ...report }, null, 2)}\n`;
}

const isFine = ({ asked, right, faults }: LabPhase): boolean => asked === right && faults.length === 0;

/** A suite for the lab, a case for each phase. */
export function reportJunit(report: LabReport): string {
  const { phases, hierarchy } = report;
  const failures = phases.filter((phase) => !isFine(phase)).length;
  const time = (milliseconds: number): string => (milliseconds / 1000).toFixed(3);
  const totals = { tests: phases.length, failures, errors: 0 };
  const cases = phases.map((phase) => {
    const head = `    <testcase${xmlAttributes({ name: phase.title, classname: `lab.${phase.id}`, time: time(phase.milliseconds) })}`;
    if (isFine(phase)) return `${head}/>`;
    const message = `${phase.asked - phase.right} of ${phase.asked} wrong`;
    const says = phase.faults.map(({ says: text }) => text).join('\n');
    return `${head}>\n      <failure${xmlAttributes({ message })}>${says.split('\n').map(xmlText).join('\n')}</failure>\n    </testcase>`;
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${xmlAttributes({ name: 'portolan lab', ...totals })}>`,
    `  <testsuite${xmlAttributes({ name: hierarchy, ...totals, time: time(report.milliseconds) })}>`,
    ...cases,
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

const cell = (text: string): string => visible(text).replace(/([\\|`*_<>[\]])/g, '\\$1');

export function reportMarkdown(report: LabReport): string {
  const { phases, hierarchy, dialect, tier, hosts, filters } = report;
  const lines = [
    `# Lab of ${cell(hierarchy)}`,
    '',
    `${hosts} hosts, ${filters} filters, rules in ${dialect}, ${tier} tier.`,
    '',
    '| | Phase | As it has to be | Seconds |',
    '|---|---|---:|---:|',
    ...phases.map(
      (phase) =>
        `| ${isFine(phase) ? '✓' : '✗'} | ${cell(phase.title)} | ${phase.right} of ${phase.asked} | ${(phase.milliseconds / 1000).toFixed(1)} |`,
    ),
    '',
  ];
  for (const { title, faults } of phases) {
    if (faults.length === 0) continue;
    lines.push(`## Not as it has to be: ${cell(title)}`, '');
    for (const { says } of faults) lines.push(`- ${cell(says)}`);
    lines.push('');
  }
  if (report.mutations.length > 0) {
    lines.push('## What was taken away', '', '| What | Fails then |', '|---|---:|');
    for (const { says, failing } of report.mutations) lines.push(`| ${cell(says)} | ${failing.length} |`);
    lines.push('');
  }
  return lines.join('\n');
}
