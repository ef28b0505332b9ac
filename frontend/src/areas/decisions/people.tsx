/** What people decided of cases like this one; too few of them say nothing. */

import { Table, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { RowName } from "../../kit/data-table";
import { useFormats } from "../../kit/format";
import { gradeName } from "../scores/badges";
import type { Precedents, Share } from "./queries";

export function People({ precedents: { band, similar, least } }: { precedents: Precedents }) {
  const { t } = useTranslation();
  return (
    <>
      <Figures
        title={t("grounds.band", { grade: gradeName(t, band.grade) })}
        rows={[
          [t("grounds.agreed"), band.agreed],
          [t("grounds.defaulted"), band.defaulted],
        ]}
        least={least}
        enough={band.enough}
      />
      {similar && (
        <Figures
          title={t("grounds.similar", { from: similar.points_from, to: similar.points_to })}
          rows={[
            [t("grounds.approved"), similar.approved],
            [t("grounds.defaulted"), similar.defaulted],
          ]}
          least={least}
          enough={similar.enough}
        />
      )}
      <Text size="sm" c="dimmed">
        {t("grounds.sameModel")}
      </Text>
    </>
  );
}

interface FiguresProps {
  title: string;
  rows: [name: string, share: Share][];
  least: number;
  enough: boolean;
}

function Figures({ title, rows, least, enough }: FiguresProps) {
  const { t } = useTranslation();
  return (
    <Table captionSide="top">
      <Table.Caption ta="start" fw={600}>
        {title}
      </Table.Caption>
      <Table.Tbody>
        {rows.map(([name, share]) => (
          <Table.Tr key={name}>
            <RowName>{name}</RowName>
            <Table.Td>
              <Told share={share} enough={enough} />
            </Table.Td>
          </Table.Tr>
        ))}
        {!enough && (
          <Table.Tr>
            <Table.Td colSpan={2}>
              <Text size="sm" c="dimmed">
                {t("grounds.tooFew", { least })}
              </Text>
            </Table.Td>
          </Table.Tr>
        )}
      </Table.Tbody>
    </Table>
  );
}

function Told({
  share: { count, of, share, low, high },
  enough,
}: {
  share: Share;
  enough: boolean;
}) {
  const { t } = useTranslation();
  const formats = useFormats();
  if (of === 0) return t("grounds.none");
  // A share counts what happened: zero of forty is zero, unlike a probability that a model gives
  const percent = (value: number | null) => formats.rate(Math.round((value ?? 0) * 1000) / 10);
  return (
    <>
      {t("grounds.ofCases", { count, of })}
      {enough && (
        <Text size="sm" c="dimmed">
          {t("grounds.withInterval", {
            share: percent(share),
            low: percent(low),
            high: percent(high),
          })}
        </Text>
      )}
    </>
  );
}
