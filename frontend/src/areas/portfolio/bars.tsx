/** Bars, of one part or of several above each other; a click opens the clients behind one. */

import { Link } from "react-router";
import { wholeTicksTo } from "./model";
import { ColumnLabels, Drawing, Gridlines } from "./drawing";
import { columnWidth, FRAME, type Plan, planOf } from "./plan";

const HEIGHT = 230;
const GAP = 0.12;
const WIDEST = 72;

export interface Bar {
  label: string;
  /** From below; a kind is what the style sheet colours by. */
  parts: { value: number; kind?: string }[];
  /** Drawn as an outline around it: what it was before. */
  before?: number | null;
  /** The clients behind it. */
  to: string;
  /** Said where it is pointed at. */
  told: string;
}

export interface Mark {
  /** In bars from the left, with a fraction. */
  place: number;
  label: string;
}

interface Props {
  bars: Bar[];
  tickLabel: (value: number) => string;
  /** What is counted cannot be divided. */
  isWhole?: boolean;
  labelsAt?: "middle" | "edge";
  marks?: Mark[];
}

export function Bars({ bars, tickLabel, isWhole, labelsAt = "middle", marks = [] }: Props) {
  const most = Math.max(0, ...bars.map((bar) => Math.max(heightOf(bar), bar.before ?? 0)));
  return (
    <Drawing height={HEIGHT}>
      {(width) => {
        const plan = planOf(width, HEIGHT, most, isWhole ? wholeTicksTo(most) : undefined);
        const columnPixels = columnWidth(width, bars.length);
        return (
          <>
            <Gridlines plan={plan} told={tickLabel} />
            {bars.map((bar, place) => (
              <Column key={place} bar={bar} plan={plan} place={place} pixels={columnPixels} />
            ))}
            <Marks marks={marks} plan={plan} pixels={columnPixels} />
            <ColumnLabels
              labels={bars.map(({ label }) => label)}
              plan={plan}
              columnPixels={columnPixels}
              at={labelsAt}
            />
          </>
        );
      }}
    </Drawing>
  );
}

function heightOf({ parts }: Bar): number {
  return parts.reduce((total, { value }) => total + value, 0);
}

interface ColumnProps {
  bar: Bar;
  plan: Plan;
  place: number;
  pixels: number;
}

/** Not on the keyboard's way: the table beside has the same links, by name. */
function Column({ bar, plan, place, pixels }: ColumnProps) {
  const width = Math.min(WIDEST, pixels * (1 - GAP));
  const x = FRAME.left + (place + 0.5) * pixels - width / 2;
  return (
    <Link to={bar.to} tabIndex={-1} className="bar">
      <title>{bar.told}</title>
      <rect x={x} y={FRAME.top} width={width} height={plan.floor - FRAME.top} fillOpacity={0} />
      <Parts bar={bar} plan={plan} x={x} width={width} />
      {bar.before !== undefined && bar.before !== null && (
        <rect
          x={x}
          y={plan.y(bar.before)}
          width={width}
          height={plan.floor - plan.y(bar.before)}
          className="bar-before"
        />
      )}
    </Link>
  );
}

function Parts({ bar, plan, x, width }: Pick<ColumnProps, "bar" | "plan"> & Size) {
  let below = 0;
  return bar.parts.map(({ value, kind }, place) => {
    const [bottom, top] = [plan.y(below), plan.y(below + value)];
    below += value;
    return (
      <rect
        key={place}
        x={x}
        y={top}
        width={width}
        height={bottom - top}
        className="bar-part"
        data-kind={kind}
      />
    );
  });
}

interface Size {
  x: number;
  width: number;
}

function Marks({ marks, plan, pixels }: { marks: Mark[]; plan: Plan; pixels: number }) {
  return marks.map(({ place, label }) => {
    const x = FRAME.left + place * pixels;
    return (
      <g key={label}>
        <line x1={x} x2={x} y1={FRAME.top - 4} y2={plan.floor} className="cut-off" />
        <text x={x} y={11} textAnchor="middle">
          {label}
        </text>
      </g>
    );
  });
}
