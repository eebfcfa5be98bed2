/**
 * The boxes of the chart. They hold text only: the box itself is what is clicked and focused. Spaces between their
 * lines keep words apart for those who hear them.
 */
import type { NodeProps, NodeTypes } from '@xyflow/react';
import { type CSSProperties, memo } from 'react';
import type { FilterElement, GroupElement, PlaceElement, RegionElement, SiteElement } from './elements.ts';
import { addressLine, cardName, counted, groupRoles, rolesLine, roleText, siteSummary } from './words.ts';

/** Pixels beside a zone's name, and of one of its letters. */
const TITLE_EDGE = 36;
const TITLE_LETTER = 12.5;

const RegionBox = memo(function RegionBox({ data: { region }, width = 0 }: NodeProps<RegionElement>) {
  // However far away the map is: a name that ran over the neighbours would be read as theirs.
  const room = Math.max(1, (width - TITLE_EDGE) / (region.zone.length * TITLE_LETTER));
  return (
    <div className={`chart-region is-${region.kind}`} style={{ '--chart-title-room': room } as CSSProperties}>
      <div className="chart-region-title">
        <strong>{region.zone}</strong> <span>{counted(region.nodes, 'end')}</span>
      </div>
    </div>
  );
});

const GroupBox = memo(function GroupBox({ data: { group } }: NodeProps<GroupElement>) {
  return (
    <div className="chart-group">
      <div className="chart-group-title">
        <strong>{group.label}</strong> <span>{siteSummary(group)}</span>
      </div>
    </div>
  );
});

const SiteBox = memo(function SiteBox({ data: { group } }: NodeProps<SiteElement>) {
  return (
    <div className={`chart-site is-${group.nodes[0]?.kind ?? 'host'}`}>
      <strong>{group.label}</strong> <span>{siteSummary(group)}</span>{' '}
      <small>{groupRoles(group).map(roleText).join(', ')}</small>
    </div>
  );
});

const PlaceBox = memo(function PlaceBox({ data: { node } }: NodeProps<PlaceElement>) {
  return (
    <div className={`chart-place is-${node.kind}`} title={`${node.label}: ${rolesLine(node)}`}>
      <strong>{cardName(node)}</strong> {node.kind !== 'internet' && <span>{rolesLine(node)}</span>}{' '}
      <small>{addressLine(node)}</small>
    </div>
  );
});

const FilterBox = memo(function FilterBox({ data: { filter, courses } }: NodeProps<FilterElement>) {
  return (
    <div className="chart-filter">
      <strong>{filter.name}</strong> <span>{filter.dialect}</span> <small>{counted(courses, 'course')}</small>
    </div>
  );
});

export const NODE_TYPES = {
  region: RegionBox,
  cluster: GroupBox,
  site: SiteBox,
  place: PlaceBox,
  filter: FilterBox,
} satisfies NodeTypes;
