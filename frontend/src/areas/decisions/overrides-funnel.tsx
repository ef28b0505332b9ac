/** Underwriters around the share of all of them: a funnel, and the same as a table. No ranking. */

import { Group, Stack, Table, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { DataTable, RowName } from "../../kit/data-table";
import { useFormats } from "../../kit/format";
import { PLAN, planFunnel } from "./overrides-funnel-plan";
import type { Funnel } from "./overrides-queries";
import { useShareText } from "./overrides-shares";

type Point = Funnel["points"][number];
const TONES = { within: undefined, outside_95: "poor", outside_998: "bad" } as const;

export function FunnelChart({ funnel }: { funnel: Funnel }) {
  const { t } = useTranslation();
  if (funnel.points.length === 0) return <Text c="dimmed">{t("overrides.none")}</Text>;
  return (
    <Stack>
      <Text size="sm" c="dimmed">
        {t("overrides.funnelWhy")}
      </Text>
      <Drawing funnel={funnel} />
      <Legend />
      <People points={funnel.points} />
    </Stack>
  );
}

function Drawing({ funnel }: { funnel: Funnel }) {
  const { t } = useTranslation();
  const { format } = useShareText();
  const plan = planFunnel(funnel);
  const share = funnel.share ?? 0;
  return (
    <svg
      viewBox={`0 0 ${PLAN.width} ${PLAN.height}`}
      className="scaled"
      width="100%"
      style={{ maxWidth: 640 }}
      role="img"
      aria-label={t("overrides.funnelLabel", {
        count: funnel.points.length,
        share: format(share),
      })}
    >
      <Axes {...plan} />
      {(["low_998", "high_998"] as const).map((name) => (
        <path key={name} d={plan.path(name)} className="funnel-line" strokeDasharray="2 3" />
      ))}
      {(["low_95", "high_95"] as const).map((name) => (
        <path key={name} d={plan.path(name)} className="funnel-line" />
      ))}
      <line
        x1={PLAN.left}
        x2={PLAN.width - PLAN.right}
        y1={plan.y(share)}
        y2={plan.y(share)}
        stroke="currentColor"
        strokeWidth={1.5}
      />
      {funnel.points.map((point, place) => (
        <Dot
          key={point.actor_id ?? `other-${place}`}
          point={point}
          x={plan.x(point.decided)}
          y={plan.y(point.overrides / point.decided)}
        />
      ))}
    </svg>
  );
}

function Axes({ x, y, across, upwards }: ReturnType<typeof planFunnel>) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { format } = useShareText();
  const floor = PLAN.height - PLAN.bottom;
  return (
    <g fontSize={12} fill="currentColor">
      {upwards.map((share) => (
        <g key={share}>
          <line
            x1={PLAN.left}
            x2={PLAN.width - PLAN.right}
            y1={y(share)}
            y2={y(share)}
            stroke="var(--mantine-color-default-border)"
          />
          <text x={PLAN.left - 6} y={y(share) + 4} textAnchor="end">
            {format(share)}
          </text>
        </g>
      ))}
      {across.map((decided) => (
        <text key={decided} x={x(decided)} y={floor + 16} textAnchor="middle">
          {formats.number(decided)}
        </text>
      ))}
      <text x={PLAN.width - PLAN.right} y={floor + 34} textAnchor="end">
        {t("overrides.decisions")}
      </text>
    </g>
  );
}

/** A form for each standing: colours alone tell nobody who does not see them. */
function Dot({ point, x, y }: { point: Point; x: number; y: number }) {
  const { t } = useTranslation();
  const { ofText } = useShareText();
  const name = point.actor_name ?? t("overrides.another");
  const told = `${name}: ${ofText(point.overrides, point.decided)}`;
  return (
    <g data-tone={TONES[point.standing]} className="tone">
      {point.standing === "within" ? (
        <circle cx={x} cy={y} r={point.is_own ? 7 : 5}>
          <title>{told}</title>
        </circle>
      ) : (
        <path d={`M${x} ${y - 7}l7 7l-7 7l-7-7z`}>
          <title>{told}</title>
        </path>
      )}
      {point.is_own && (
        <text x={x} y={y - 11} fontSize={12} textAnchor={x > PLAN.width / 2 ? "end" : "start"}>
          {t("overrides.you")}
        </text>
      )}
    </g>
  );
}

function Legend() {
  const { t } = useTranslation();
  return (
    <Group gap="md">
      <Text size="sm">
        <Sample />
        {t("overrides.limit95")}
      </Text>
      <Text size="sm">
        <Sample dashes="2 3" />
        {t("overrides.limit998")}
      </Text>
    </Group>
  );
}

function Sample({ dashes }: { dashes?: string }) {
  return (
    <svg width={28} height={8} aria-hidden style={{ marginRight: 6 }}>
      <line x1={0} x2={28} y1={4} y2={4} className="funnel-line" strokeDasharray={dashes} />
    </svg>
  );
}

function People({ points }: { points: Point[] }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { ofText } = useShareText();
  const columns = [
    { label: t("overrides.underwriter") },
    { label: t("overrides.decisions"), numeric: true },
    { label: t("overrides.against"), numeric: true },
    { label: t("overrides.standing") },
  ];
  return (
    <DataTable label={t("overrides.byUnderwriter")} columns={columns} minWidth={420} cards>
      {points.map((point, place) => (
        <Table.Tr key={point.actor_id ?? `other-${place}`}>
          <RowName>
            {point.actor_name ?? t("overrides.another")}
            {point.is_own && ` (${t("overrides.you")})`}
          </RowName>
          <Table.Td className="number" data-label={t("overrides.decisions")}>
            {formats.number(point.decided)}
          </Table.Td>
          <Table.Td className="number one-line" data-label={t("overrides.against")}>
            {ofText(point.overrides, point.decided)}
          </Table.Td>
          <Table.Td>
            {point.standing === "within" ? (
              t("overrides.standings.within")
            ) : (
              <span className="chip" data-tone={TONES[point.standing]}>
                {t(`overrides.standings.${point.standing}`)}
              </span>
            )}
          </Table.Td>
        </Table.Tr>
      ))}
    </DataTable>
  );
}
