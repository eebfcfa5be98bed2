/**
 * Portolan as a library: the same functions that the command line calls. All but `loadCatalog` are pure: text and
 * data in, data and text out, the same for the same input.
 *
 * ```ts
 * const catalog = loadCatalog();
 * const reading = readHierarchy(text, 'hierarchy.yaml', catalog);
 * if (reading.hierarchy) {
 *   const plan = planFlows({ hierarchy: reading.hierarchy, place: reading.place }, catalog);
 *   for (const row of planRows(plan)) console.log(row.source?.text, row.destination?.text, row.service.ports);
 * }
 * ```
 */

// The catalog: who talks to whom, on what, and who says so.
export { loadCatalog } from './catalog/load.ts';
export type * from './catalog/model.ts';
export { type CatalogMatches, type CatalogQuery, searchCatalog } from './catalog/search.ts';
// Findings about an input.
export { type Diagnostic, hasErrors, type Place, type Severity } from './diagnostics/diagnostic.ts';
export { type RenderOptions, renderDiagnostics } from './diagnostics/render.ts';
// Rules in a filter's language.
export type { Capabilities, Dialect, LineOrigin, Printed } from './dialects/dialect.ts';
export { type PrintedPolicy, printPolicy } from './dialects/print-policy.ts';
// Configurations that others wrote, in a filter's language.
export type { DialectReader, NewRule, RaiseContext } from './dialects/reader.ts';
export { READERS, recogniseDialect } from './dialects/readers.ts';
export { DIALECTS } from './dialects/registry.ts';
// The hierarchy document.
export type * from './hierarchy/model.ts';
export { type HierarchyReading, readHierarchy } from './hierarchy/read.ts';
export type * from './hierarchy/starter/form.ts';
export { type StarterResult, startHierarchy } from './hierarchy/starter/start.ts';
export { type StarterOptions, starterHierarchy } from './hierarchy/starter.ts';
// Exact sets of packets.
export { type Budget, USUAL_BUDGET } from './net/coverage.ts';
export { Exhausted } from './net/exhausted.ts';
export type { Match, ServiceRange } from './net/match.ts';
// Addresses and ports.
export { type Family, type Network, type NetworkError, parseNetwork } from './net/network.ts';
export { formatPacket, type Packet, parsePacket } from './net/packet.ts';
export { PacketSet } from './net/packet-set.ts';
export { formatPorts, type PortRange, parsePorts, type Transport } from './net/ports.ts';
// The plan.
export type * from './plan/model.ts';
export { type PlanInput, planFlows } from './plan/plan.ts';
export { PLAN_FORMAT } from './plan/plan-format.ts';
export { type PlanReading, readPlan } from './plan/read-plan.ts';
export { flowRows, needsNetwork, planRows } from './plan/rows.ts';
export { type Selection, selectFlows } from './plan/select.ts';
export {
  type Answer,
  type Asked,
  askedEnd,
  parseServiceText,
  type Question,
  type Why,
  whyFlow,
} from './plan/why.ts';
// The neutral policy of a filter or a host.
export { hostPolicy } from './policy/host-policy.ts';
export type * from './policy/model.ts';
export { networkPolicy } from './policy/network-policy.ts';
export type * from './policy/ruleset.ts';
// What a screen shows of a plan.
export { type BreaksDocument, breaksOfFlow, breaksOfRule } from './report/breaks.ts';
// Reports. Those that may be large come in pieces.
export { catalogJson, catalogText } from './report/catalog.ts';
export { type ChartCourse, type ChartDocument, chartDocument } from './report/chart.ts';
export type { ChartNode } from './report/chart-nodes.ts';
export { CSV_COLUMNS, type CsvOptions, csvChunks } from './report/csv.ts';
export { type FlowDocument, findFlow, flowDocument } from './report/flow-chain.ts';
export { type FlowFilter, type FlowTargets, flowTargets, type RulesText } from './report/flow-rules.ts';
export { type GuideDocument, guideDocument } from './report/guide-tables.ts';
export { planJsonChunks } from './report/json.ts';
export { markdownChunks } from './report/markdown.ts';
export { type MatrixCell, type MatrixDocument, matrixDocument } from './report/matrix.ts';
export { PLAN_COLUMNS, type PlanColumn } from './report/plan-columns.ts';
export { type PlanLayout, planCsv, planMarkdown, planRowsJson } from './report/plan-export.ts';
export type { PlanFilter } from './report/plan-filter.ts';
export { type PlanPage, type PlanQuery, type PlanRow, type PlanView, planPage } from './report/plan-page.ts';
export { type PlanTable, planTable } from './report/plan-table.ts';
export { POLICY_FORMAT, type PolicyReport, policyJson } from './report/policy-json.ts';
export { planSummary, type SummaryOptions } from './report/summary.ts';
export { type TableOptions, tableChunks } from './report/table.ts';
export { whyJson, whyText } from './report/why.ts';
export { planXlsx } from './report/xlsx.ts';
// The proof.
export { compareConfigurations } from './verify/compare.ts';
export { comparePlans } from './verify/compare-plans.ts';
export type { Change, DifferenceReport } from './verify/difference-report.ts';
export type * from './verify/finding.ts';
export { FINDING_CODES, type FindingCode } from './verify/finding-codes.ts';
export { type Judgement, judge, judgeAll, type Verdict } from './verify/judge.ts';
export { type LintOptions, lint } from './verify/lint/lint.ts';
export { type Judge, type Repair, type Repairable, repair } from './verify/repair.ts';
export { cutOf, judgeOf, type Target, type VerifyInput, verify } from './verify/verify.ts';
