/** The map: boxes by React Flow, lines in a layer of their own, and the keyboard's ways over both. */
import '@xyflow/react/dist/base.css';
import { ReactFlow, ReactFlowProvider, useReactFlow, type Viewport, ViewportPortal } from '@xyflow/react';
import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import './chart.css';
import { CourseLayer } from './course-layer.tsx';
import type { DrawnCourse } from './draw.ts';
import type { ChartElement } from './elements.ts';
import { FarCards } from './far-cards.tsx';
import type { Box, Layout } from './layout.ts';
import { Legend } from './legend.tsx';
import { MapControls } from './map-controls.tsx';
import { directionOf, neighbour } from './neighbour.ts';
import { NODE_TYPES } from './nodes.tsx';
import type { Scene } from './scene.ts';
import type { Viewpoint } from './search.ts';

interface Props {
  readonly scene: Scene;
  readonly layout: Layout;
  readonly elements: readonly ChartElement[];
  readonly courses: readonly DrawnCourse[];
  /** Lines stand for more than the level says. */
  readonly coarse: boolean;
  /** The element that the panel is about, and what it is joined to; nothing else is dimmed when it is absent. */
  readonly lit: ReadonlySet<string> | undefined;
  readonly selected: string | undefined;
  readonly viewpoint: Viewpoint | undefined;
  readonly onSelect: (id: string | undefined) => void;
  readonly onCopyLink: (viewpoint: Viewpoint) => void;
}

export function ChartMap(props: Props) {
  return (
    <ReactFlowProvider>
      <Surface {...props} />
    </ReactFlowProvider>
  );
}

/** Below the first scale only names are legible, in larger letters; below the second nothing is. */
const MIDDLE = 0.55;
const FAR = 0.24;
/** So many boxes are no burden to a browser, however far away. */
const MANY_PLACES = 300;
const SCALES = { minZoom: 0.03, maxZoom: 2.2 } as const;
/** Room for the buttons and the legend below, which may have more to say. */
const fitWith = (bottom: '72px' | '104px') =>
  ({ padding: { top: '14px', left: '14px', right: '14px', bottom }, maxZoom: 1.15 }) as const;
const FIT = fitWith('72px');
const FIT_COARSE = fitWith('104px');

function Surface(props: Props) {
  const { scene, layout, elements, courses, coarse, lit, selected, viewpoint, onSelect, onCopyLink } = props;
  const fit = coarse ? FIT_COARSE : FIT;
  const flow = useReactFlow();
  const frame = useRef<HTMLDivElement>(null);
  const [far, setFar] = useState(false);
  const kinds = useMemo(() => new Set(elements.map(kindOf)), [elements]);
  const places = useMemo(() => elements.filter((element) => element.type === 'place'), [elements]);
  const drawn = far && places.length > MANY_PLACES;
  const nodes = useMemo(() => {
    const own = (id: string): boolean => id === selected || (lit?.has(id) ?? false);
    const shown = drawn ? elements.filter(({ type, id }) => type !== 'place' || own(id)) : elements;
    return markElements(shown, lit, selected);
  }, [elements, drawn, lit, selected]);

  const focusBox = useCallback(
    (id: string) => {
      const find = () => frame.current?.querySelector<HTMLElement>(`[data-id="${CSS.escape(id)}"]`);
      const box = layout.get(id);
      if (!box) return;
      const view = flow.getViewport();
      const size = frame.current?.getBoundingClientRect();
      const inside =
        size &&
        box.x * view.zoom + view.x > 0 &&
        box.y * view.zoom + view.y > 0 &&
        (box.x + box.width) * view.zoom + view.x < size.width &&
        (box.y + box.height) * view.zoom + view.y < size.height;
      // What is drawn only can't have the focus: come nearer.
      const zoom = drawn ? Math.max(view.zoom, FAR * 1.5) : view.zoom;
      if (!inside || zoom !== view.zoom) {
        void flow.setCenter(box.x + box.width / 2, box.y + box.height / 2, { zoom });
      }
      // What was out of sight is drawn with the next frames.
      requestAnimationFrame(() => requestAnimationFrame(() => find()?.focus({ preventScroll: true })));
    },
    [flow, layout, drawn],
  );

  // A selection by search or link may be out of sight.
  useEffect(() => {
    const box = selected === undefined ? undefined : layout.get(selected);
    const size = frame.current?.getBoundingClientRect();
    if (!box || !size) return;
    const view = flow.getViewport();
    const [x, y] = [
      (box.x + box.width / 2) * view.zoom + view.x,
      (box.y + box.height / 2) * view.zoom + view.y,
    ];
    if (x > 20 && y > 20 && x < size.width - 20 && y < size.height - 20 && view.zoom > FAR) return;
    if (box.width > 2 * 220) return;
    void flow.setCenter(box.x + box.width / 2, box.y + box.height / 2, { zoom: Math.max(view.zoom, 0.8) });
  }, [selected, layout, flow]);

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    if (event.key === 'Escape' && selected !== undefined) {
      onSelect(undefined);
      return;
    }
    const id = (event.target as HTMLElement).closest<HTMLElement>('.react-flow__node')?.dataset.id;
    if (id === undefined) return;
    const direction = directionOf(event.key);
    if (event.key === 'Enter' || event.key === ' ') onSelect(id);
    else if (direction) {
      const next = neighbour(layout, targetsOf(elements), id, direction);
      if (next !== undefined) focusBox(next);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const scale = useCallback((view: Viewport) => {
    const element = frame.current;
    if (!element) return;
    element.classList.toggle('is-middle', view.zoom < MIDDLE && view.zoom >= FAR);
    element.classList.toggle('is-far', view.zoom < FAR);
    setFar(view.zoom < FAR);
    // Titles of zones stay legible from far away; in steps, so that zooming doesn't lay out again and again.
    const size = Math.min(6, Math.max(1, Math.round(2 / view.zoom) / 2));
    const text = String(size);
    if (element.dataset.size !== text) {
      element.dataset.size = text;
      element.style.setProperty('--chart-title', text);
    }
  }, []);

  const placeAt = ({ clientX: x, clientY: y }: { clientX: number; clientY: number }): string | undefined => {
    const point = flow.screenToFlowPosition({ x, y });
    return places.find(({ id }) => {
      const box = layout.get(id);
      return box && holds(box, point);
    })?.id;
  };

  return (
    <div
      ref={frame}
      className={`chart-map${lit ? ' is-focused' : ''}${places.length > MANY_PLACES ? ' is-large' : ''}`}
      onKeyDownCapture={onKeyDown}
      role="presentation"
    >
      <ReactFlow
        nodes={nodes as ChartElement[]}
        edges={NO_EDGES}
        nodeTypes={NODE_TYPES}
        {...SCALES}
        {...(viewpoint ? { defaultViewport: viewpoint } : { fitView: true, fitViewOptions: fit })}
        onInit={() => scale(flow.getViewport())}
        onMoveStart={(event) => frame.current?.classList.toggle('is-panning', isDrag(event))}
        onMove={(_, view) => scale(view)}
        onMoveEnd={() => frame.current?.classList.remove('is-panning')}
        onNodeClick={(event, node) => onSelect((drawn && placeAt(event)) || node.id)}
        onPaneClick={() => onSelect(undefined)}
        onlyRenderVisibleElements
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        elementsSelectable={false}
        disableKeyboardA11y
        zoomOnDoubleClick={false}
        deleteKeyCode={null}
        selectionKeyCode={null}
        multiSelectionKeyCode={null}
        proOptions={PRO}
        aria-label="Chart of the hierarchy"
      >
        <ViewportPortal>
          {drawn && <FarCards places={places} />}
          <CourseLayer
            scene={scene}
            layout={layout}
            courses={courses}
            selected={selected}
            onOpen={onSelect}
          />
        </ViewportPortal>
      </ReactFlow>
      <MapControls fit={() => void flow.fitView(fit)} onCopyLink={() => onCopyLink(flow.getViewport())} />
      <Legend courses={courses} coarse={coarse} kinds={kinds} />
    </div>
  );
}

/** What the legend has a word for: boxes that look alike are of one kind. */
function kindOf({ type, data }: ChartElement): string {
  const node = 'node' in data ? data.node : 'group' in data ? data.group.nodes[0] : undefined;
  if (!node) return type;
  if (node.kind === 'clients' || node.kind === 'consoles') return 'clients';
  return node.kind === 'internet' ? 'internet' : 'host';
}

function holds(box: Box, { x, y }: { readonly x: number; readonly y: number }): boolean {
  return x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height;
}

/** A wheel zooms. */
function isDrag(event: MouseEvent | TouchEvent | null): boolean {
  return event !== null && event.type !== 'wheel';
}

const NO_EDGES: never[] = [];
const PRO = { hideAttribution: true } as const;

/** What the arrow keys stop at: zones and open groups lie under it. */
function targetsOf(elements: readonly ChartElement[]): string[] {
  const small = elements.filter((element) => element.type !== 'region' && element.type !== 'cluster');
  return (small.length > 0 ? small : elements).map((element) => element.id);
}

/** Only what is lit or selected is made anew: the rest keeps its identity, so that React leaves it alone. */
function markElements(
  elements: readonly ChartElement[],
  lit: ReadonlySet<string> | undefined,
  selected: string | undefined,
): readonly ChartElement[] {
  if (lit === undefined && selected === undefined) return elements;
  return elements.map((element) => {
    const marks = [lit?.has(element.id) ? 'is-lit' : '', element.id === selected ? 'is-selected' : ''];
    const className = marks.filter(Boolean).join(' ');
    return className === '' ? element : ({ ...element, className } as ChartElement);
  });
}
