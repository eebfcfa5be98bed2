import type { Site } from '../model.ts';
import { type Draft, placeOf } from './draft.ts';

/** One central administration site at most, primary sites below it, secondary sites below these. */
export function checkTree(draft: Draft): void {
  const { hierarchy, report } = draft;
  const central = hierarchy.sites.filter((site) => site.type === 'central');
  for (const site of central.slice(1)) {
    report('PT4002', placeOf(site, 'type'), {
      message: `${site.code} is a second central administration site`,
      related: [{ message: 'the first one', offset: central[0] ? placeOf(central[0], 'type') : 0 }],
    });
  }
  const roots: Site[] = [];
  for (const site of hierarchy.sites) checkParent(site, central[0], roots, draft);
  for (const site of roots.slice(1)) {
    report('PT4005', placeOf(site), {
      message: `${site.code} and ${roots[0]?.code} are two hierarchies`,
      help: 'add a central administration site as the parent of both, or describe them in two documents',
      related: [{ message: 'the other top site', offset: roots[0] ? placeOf(roots[0]) : 0 }],
    });
  }
  for (const site of hierarchy.sites) checkFileReplication(site, draft);
}

function checkParent(site: Site, central: Site | undefined, roots: Site[], { sites, report }: Draft): void {
  const parent = site.parent === undefined ? undefined : sites.get(site.parent);
  // A parent that is written but unknown has been reported.
  const unknown = parent === undefined && site.at.parent !== undefined;
  switch (site.type) {
    case 'central':
      if (site.at.parent !== undefined) {
        report('PT4001', placeOf(site, 'parent'), {
          message: `the central administration site ${site.code} has a parent`,
        });
      }
      return;
    case 'primary':
      if (unknown) return;
      if (parent && parent.type !== 'central') {
        report('PT4004', placeOf(site, 'parent'), {
          message: `${parent.code} is a ${parent.type} site`,
          expected: central ? `\`parent: ${central.code}\`` : 'a central administration site, or no parent',
        });
      } else if (!parent && central) {
        report('PT4004', placeOf(site), {
          message: `the primary site ${site.code} stands outside of the hierarchy`,
          expected: `\`parent: ${central.code}\``,
        });
      } else if (!parent) roots.push(site);
      return;
    case 'secondary':
      if (unknown || parent?.type === 'primary') return;
      report('PT4003', placeOf(site, 'parent'), {
        message: parent
          ? `${parent.code} is a ${parent.type} site, and can’t have the secondary site ${site.code}`
          : `the secondary site ${site.code} has no parent`,
        expected: '`parent: <site code of a primary site>`',
      });
      return;
    default:
      site.type satisfies never;
  }
}

function checkFileReplication(site: Site, { sites, report }: Draft): void {
  for (const code of site.fileReplication) {
    const other = sites.get(code);
    if (!other) continue;
    if (
      site.type === 'secondary' &&
      other.type === 'secondary' &&
      site.parent === other.parent &&
      site !== other
    )
      continue;
    report('PT4034', placeOf(site, 'fileReplication'), {
      message: `${site.code} can’t replicate files directly to ${code}`,
      expected: 'two secondary sites of one primary site',
    });
  }
}
