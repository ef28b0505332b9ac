/** Does the model still tell people apart? By cohort, beside the figure of its development. */

import { useTranslation } from "react-i18next";
import { useFormats } from "../../kit/format";
import { AUC_PLAN, type AucPlan, type AucPoint, everyNth, planAuc } from "./auc-plan";
import type { InitialArea } from "./shapes";

interface Props {
  points: AucPoint[];
  promised: InitialArea | null;
}

export function AucChart({ points, promised }: Props) {
  const { t } = useTranslation();
  const { number, monthOnAxis } = useFormats();
  const plan = planAuc(points, promised ? [promised.auc, promised.low, promised.high] : []);
  const nth = everyNth(points.length);
  return (
    <svg
      viewBox={`0 0 ${AUC_PLAN.width} ${AUC_PLAN.height}`}
      className="scaled"
      width="100%"
      style={{ maxWidth: 720 }}
      role="img"
      aria-label={t("outcomes.aucTold", { count: points.length })}
    >
      {plan.ticks.map((tick) => (
        <g key={tick}>
          <line {...ACROSS} y1={plan.y(tick)} y2={plan.y(tick)} strokeOpacity={0.15} />
          <text {...TEXT} x={AUC_PLAN.left - 6} y={plan.y(tick) + 4} textAnchor="end">
            {number(tick)}
          </text>
        </g>
      ))}
      {promised && <PromisedLine promised={promised} plan={plan} />}
      {points.map((point, place) => (
        <g key={point.month}>
          <Cohort point={point} x={plan.x(place)} y={plan.y} />
          {place % nth === 0 && (
            <text {...TEXT} x={plan.x(place)} y={AUC_PLAN.height - 8} textAnchor="middle">
              {monthOnAxis(point.month)}
            </text>
          )}
        </g>
      ))}
    </svg>
  );
}

const ACROSS = { x1: AUC_PLAN.left, x2: AUC_PLAN.width - AUC_PLAN.right, stroke: "currentColor" };
const TEXT = { fontSize: 12, fill: "currentColor" };

function PromisedLine({ promised, plan }: { promised: InitialArea; plan: AucPlan }) {
  const { auc, low, high } = promised;
  return (
    <>
      <rect
        x={ACROSS.x1}
        y={plan.y(high)}
        width={ACROSS.x2 - ACROSS.x1}
        height={plan.y(low) - plan.y(high)}
        fill="currentColor"
        opacity={0.08}
      />
      <line {...ACROSS} y1={plan.y(auc)} y2={plan.y(auc)} strokeDasharray="6 4" />
    </>
  );
}

interface CohortProps {
  point: AucPoint;
  x: number;
  y: (value: number) => number;
}

function Cohort({ point: { value, low, high }, x, y }: CohortProps) {
  return (
    <g stroke="currentColor">
      {low !== null && high !== null && (
        <line x1={x} x2={x} y1={y(low)} y2={y(high)} strokeWidth={1.5} />
      )}
      <circle cx={x} cy={y(value)} r={4} fill="currentColor" />
    </g>
  );
}
