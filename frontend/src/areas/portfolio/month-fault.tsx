/** A month that was not counted: leads to one that was, or has it counted. */

import { Anchor, Group, Paper, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { ErrorView, errorCode } from "../../kit/error-view";
import { useFormats } from "../../kit/format";
import { AskForRun } from "./ask-for-run";

interface Props {
  error: unknown;
  onRetry: () => void;
  /** The month that was asked for. */
  month: string | null;
  /** Where the newest month is. */
  newest: string;
}

/** Says what went wrong; where only the month is missing, what to do about that. */
export function MonthFault({ error, onRetry, month, newest }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  if (month === null || errorCode(error) !== "not_found") {
    return <ErrorView error={error} onRetry={onRetry} />;
  }
  const told = { month: formats.month(`${month}-01`) };
  return (
    <Paper withBorder p="md" component="section">
      <Title order={2} size="h4" mb="xs">
        {t("bookRun.notCounted", told)}
      </Title>
      <Group gap="md">
        <Anchor component={Link} to={newest}>
          {t("bookRun.newest")}
        </Anchor>
        <AskForRun month={month} label={t("bookMoves.count", told)} />
      </Group>
    </Paper>
  );
}
