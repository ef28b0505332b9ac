/** One figure: how it was spread in the reference, and how it is spread now. */

import { Group, Stack, Table, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { DataTable, RowName } from "../../kit/data-table";
import { CsvButton } from "./csv-button";
import { useBinName } from "./bin-name";
import { knownBins, largestShare } from "./drift-model";
import { useFeatureName } from "./feature-name";
import { useFigures } from "./figures";
import type { Characteristic } from "./shapes";

const NAMES = ["bin", "reference", "now", "count"] as const;

export function DriftBins({ found }: { found: Characteristic }) {
  const { t } = useTranslation();
  const { share, count } = useFigures();
  const name = useFeatureName()(found.name);
  const binName = useBinName();
  const bins = knownBins(found.bins);
  const most = largestShare(bins);
  const titles = NAMES.map((one) => t(`drift.${one}`));
  return (
    <Stack gap="xs" py="xs">
      <Group justify="space-between">
        <Text size="sm">
          {t("drift.missingToo", {
            missing: count(found.missing),
            share: share(found.count > 0 ? found.missing / found.count : null),
            n: count(found.count),
          })}
        </Text>
        <CsvButton
          name={`psi-${found.name}`}
          label={name}
          columns={titles}
          rows={() => bins.map((bin) => [binName(bin), bin.expected, bin.share, bin.count])}
        />
      </Group>
      <DataTable
        label={t("drift.binsOf", { name })}
        columns={titles.map((label, place) => ({ label, numeric: place === 3 }))}
        minWidth={440}
        cards
      >
        {bins.map((bin) => (
          <Table.Tr key={binName(bin)}>
            <RowName>{binName(bin)}</RowName>
            <Table.Td data-label={t("drift.reference")}>
              <ShareBar share={bin.expected} most={most} text={share(bin.expected)} outline />
            </Table.Td>
            <Table.Td data-label={t("drift.now")}>
              <ShareBar share={bin.share} most={most} text={share(bin.share)} />
            </Table.Td>
            <Table.Td className="number" data-label={t("drift.count")}>
              {count(bin.count)}
            </Table.Td>
          </Table.Tr>
        ))}
      </DataTable>
    </Stack>
  );
}

const BAR_WIDTH = 110;

interface BarProps {
  share: number | null;
  most: number;
  text: string;
  outline?: boolean;
}

function ShareBar({ share, most, text, outline = false }: BarProps) {
  const width = Math.max(1, ((share ?? 0) / most) * (BAR_WIDTH - 2));
  return (
    <Group gap="xs" wrap="nowrap" display="inline-flex">
      <svg width={BAR_WIDTH} height={12} aria-hidden style={{ flexShrink: 0 }}>
        <rect
          x={1}
          y={1}
          height={10}
          width={width}
          stroke="currentColor"
          fill={outline ? "none" : "currentColor"}
          opacity={outline ? 0.8 : 0.6}
        />
      </svg>
      <span className="one-line">{text}</span>
    </Group>
  );
}
