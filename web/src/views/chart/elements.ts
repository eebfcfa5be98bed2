/** Scene and layout as what React Flow draws: boxes only; the lines are a layer of their own. */
import type { Node } from '@xyflow/react';
import { zoneEnd } from './bundle.ts';
import type { ChartFilter, ChartNode } from './document.ts';
import type { Layout } from './layout.ts';
import { filterEnd } from './place.ts';
import type { Group, Region, Scene } from './scene.ts';
import { counted, groupRoles, nodeDescription, roleText, siteSummary } from './words.ts';

export type RegionElement = Node<{ readonly region: Region }, 'region'>;
export type GroupElement = Node<{ readonly group: Group }, 'cluster'>;
export type SiteElement = Node<{ readonly group: Group }, 'site'>;
export type PlaceElement = Node<{ readonly node: ChartNode }, 'place'>;
export type FilterElement = Node<{ readonly filter: ChartFilter; readonly courses: number }, 'filter'>;
export type ChartElement = RegionElement | GroupElement | SiteElement | PlaceElement | FilterElement;

/** Regions lie below, then open groups, the lines, and all that lines begin and end at. */
const LAYER = { region: 0, group: 1, top: 3 } as const;

const FIXED = {
  draggable: false,
  selectable: false,
  connectable: false,
  deletable: false,
  focusable: false,
  ariaRole: 'button',
} as const;

export function chartElements(
  scene: Scene,
  layout: Layout,
  coursesAt: (filter: string) => number,
): ChartElement[] {
  const elements: ChartElement[] = [];
  const place = (id: string) => {
    const box = layout.get(id);
    return (
      box && {
        ...FIXED,
        id,
        position: { x: box.x, y: box.y },
        width: box.width,
        height: box.height,
      }
    );
  };
  for (const region of scene.regions) {
    const own = place(zoneEnd(region.zone));
    if (own) {
      const ariaLabel = `Zone ${region.zone}: ${counted(region.nodes, 'end')}`;
      elements.push({
        ...own,
        type: 'region',
        zIndex: LAYER.region,
        data: { region },
        ariaLabel,
        domAttributes: TAB,
      });
    }
    for (const group of region.groups) elements.push(...groupElements(group, place));
  }
  for (const filter of scene.filters) {
    const own = place(filterEnd(filter.name));
    if (!own) continue;
    const courses = coursesAt(filter.name);
    const ariaLabel = `Filter ${filter.name}, ${filter.dialect}, ${counted(courses, 'course')}`;
    elements.push({
      ...own,
      type: 'filter',
      zIndex: LAYER.top,
      data: { filter, courses },
      ariaLabel,
      domAttributes: TAB,
    });
  }
  return elements;
}

type Placed = Pick<
  ChartElement,
  'id' | 'position' | 'draggable' | 'selectable' | 'connectable' | 'deletable' | 'focusable' | 'ariaRole'
> & { readonly width: number; readonly height: number };

/** Zones, sites and filters are stops of the Tab key; hosts are reached from there with the arrow keys. */
const TAB = { tabIndex: 0 } as const;
const ARROWS = { tabIndex: -1 } as const;

function groupElements(group: Group, place: (id: string) => Placed | undefined): ChartElement[] {
  const own = place(group.id);
  if (!own) return [];
  const roles = group.open ? [] : groupRoles(group).map(roleText);
  // Begins with the words on the card: people say what they see.
  const ariaLabel = [`${group.label}: ${siteSummary(group)}`, ...roles, `in ${group.zone}`].join(', ');
  if (!group.open) {
    return [{ ...own, type: 'site', zIndex: LAYER.top, data: { group }, ariaLabel, domAttributes: TAB }];
  }
  const elements: ChartElement[] = [
    { ...own, type: 'cluster', zIndex: LAYER.group, data: { group }, ariaLabel, domAttributes: TAB },
  ];
  for (const node of group.nodes) {
    const box = place(node.id);
    if (!box) continue;
    elements.push({
      ...box,
      type: 'place',
      zIndex: LAYER.top,
      data: { node },
      ariaLabel: nodeDescription(node),
      domAttributes: ARROWS,
    });
  }
  return elements;
}
