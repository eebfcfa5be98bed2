import { wantedOf } from '../probe-asked.ts';
import type { JobInput, ReadingOptions } from './job-input.ts';
import type {
  AskedComparison,
  AskedConfiguration,
  AskedHierarchyComparison,
  AskedOptions,
  AskedProbeJob,
  JobRequest,
} from './job-request.ts';
import type { JobTexts } from './job-texts.ts';

/**
 * Makes a job of a request: all that it is about is read now, so that it is about one state of the workspace.
 * @param version of the program, for documents that name it
 */
export function jobOfRequest(asked: JobRequest, texts: JobTexts, version: string): JobInput {
  switch (asked.kind) {
    case 'verify':
      return {
        kind: 'verify',
        hierarchy: texts.hierarchy(),
        targets: asked.targets.flatMap((target) => texts.targets(target)),
        ...(asked.format && { as: { form: asked.format, version } }),
        options: optionsOf(asked.options),
      };
    case 'lint':
      return {
        kind: 'lint',
        configurations: asked.configurations.flatMap((one) =>
          one.stored === true ? texts.targets(one) : texts.configuration(one),
        ),
        options: optionsOf(asked.options),
      };
    case 'repair':
      return {
        kind: 'repair',
        hierarchy: texts.hierarchy(),
        target: texts.target(asked.target),
        options: optionsOf(asked.options),
      };
    case 'compare':
      return asked.what === 'hierarchies' ? hierarchies(asked, texts) : configurations(asked, texts);
    case 'explain': {
      const { configuration, packet, way, state = 'new', options } = asked;
      const isOwned = configuration.filter !== undefined || configuration.host !== undefined;
      return {
        kind: 'explain',
        configuration: texts.configuration(configuration),
        ...(isOwned && { target: texts.owner(configuration), hierarchy: texts.hierarchy() }),
        packet,
        ...(way && { way }),
        state,
        options: optionsOf(options),
      };
    }
    case 'probe':
      return probe(asked, texts);
    case 'lab':
      return { kind: 'lab', hierarchy: texts.hierarchy() };
    default:
      throw new TypeError(`no job is called ${(asked satisfies never as JobRequest).kind}`);
  }
}

function probe(asked: AskedProbeJob, texts: JobTexts): JobInput {
  const { concurrency, rate, timeout } = asked;
  return {
    kind: 'probe',
    hierarchy: texts.hierarchy(),
    wanted: wantedOf(asked, texts.planned()),
    pace: {
      ...(concurrency !== undefined && { concurrency }),
      ...(rate !== undefined && { rate }),
      ...(timeout !== undefined && { timeout }),
    },
  };
}

function hierarchies({ before, after }: AskedHierarchyComparison, texts: JobTexts): JobInput {
  return {
    kind: 'compare',
    what: 'hierarchies',
    before: texts.hierarchyOf({ ...before, file: before.file ?? 'before.yaml' }),
    after: texts.hierarchyOf({ ...after, file: after.file ?? 'after.yaml' }),
  };
}

function configurations(asked: AskedComparison, texts: JobTexts): JobInput {
  const { before, after, options } = asked;
  const hierarchy = texts.hierarchyIfAny();
  return {
    kind: 'compare',
    what: 'configurations',
    ...(hierarchy && { hierarchy }),
    before: texts.configuration(called(before, 'before')),
    after: texts.configuration(called(after, 'after')),
    options: optionsOf(options),
  };
}

const called = (asked: AskedConfiguration, file: string): AskedConfiguration =>
  asked.text === undefined ? asked : { ...asked, file: asked.file ?? file };

function optionsOf({ assumeZoneInterfaces, assumeEmptyIncludes }: AskedOptions = {}): ReadingOptions {
  return { zoneInterfaces: assumeZoneInterfaces === true, emptyIncludes: assumeEmptyIncludes === true };
}
